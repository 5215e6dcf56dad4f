import type { Category } from "#domain/category.ts";
import type { Event } from "#domain/event.ts";
import { badField, Fault } from "#domain/fault.ts";

/** The categories an event is to have, or the fault that says why it cannot have them. */
export function categorized<C extends Category>(
  { status }: Pick<Event, "status">,
  categoryIds: readonly string[],
  known: readonly C[],
): C[] {
  if (status !== "draft" && status !== "published") {
    throw new Fault("not_changeable", `An event that is ${status} cannot be changed.`);
  }
  return categoryIds.map((id, at) => {
    if (categoryIds.indexOf(id) !== at) throw badField(`categoryIds[${at}]`, "repeated", "is there already");
    const category = known.find(({ categoryId, isActive }) => isActive && categoryId === id);
    if (category) return category;
    throw badField(`categoryIds[${at}]`, "unknown_category", "there is no such category: GET /v1/categories lists all");
  });
}
