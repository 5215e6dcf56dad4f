import { category } from "#data/category.ts";
import { readMany } from "#data/read-many.ts";
import { Fault } from "#domain/fault.ts";

/** The category with this id as it is now. Throws `not_found` if there is none; one that was deleted is there. */
export async function loadCategory(categoryId: string) {
  const { data } = await category.get({ categoryId }).go({ consistent: true });
  if (!data) throw new Fault("not_found");
  return data;
}

/** The categories with these ids as they are now, as far as there are any, in their order. */
export async function loadCategories(categoryIds: readonly string[]) {
  const keys = categoryIds.map((categoryId) => ({ categoryId }));
  const found = await readMany((keys) => category.get([...keys]).go({ consistent: true }), keys);
  return categoryIds.flatMap((id) => found.find(({ categoryId }) => categoryId === id) ?? []);
}
