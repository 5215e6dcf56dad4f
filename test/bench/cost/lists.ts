import { createCategory } from "#functions/categories/create-category.ts";
import { deleteCategory } from "#functions/categories/delete-category.ts";
import { getCategory } from "#functions/categories/get-category.ts";
import { listCategories } from "#functions/categories/list-categories.ts";
import { restoreCategory } from "#functions/categories/restore-category.ts";
import { updateCategory } from "#functions/categories/update-category.ts";
import { featureEvent } from "#functions/events/feature-event.ts";
import { getEvent } from "#functions/events/get-event.ts";
import { setEventCategories } from "#functions/events/set-event-categories.ts";
import { unfeatureEvent } from "#functions/events/unfeature-event.ts";
import type { Somebody } from "#test/bench/cost/people.ts";
import type { Walk } from "#test/bench/cost/walk.ts";

/** What admins do with categories and featured events, and an organizer with the categories of a published one. */
export async function lists(walk: Walk, owner: Somebody, { as }: Somebody, eventId: string): Promise<void> {
  const { items } = await walk.count(listCategories, {});
  const { categoryId, version } = await walk.count(createCategory, { name: "lanterns" }, as);
  await walk.count(getCategory, { categoryId });
  const edit = { categoryId, description: "All that glows." };
  const edited = await walk.count(updateCategory, edit, { ...as, ifMatch: version });
  await walk.count(deleteCategory, { categoryId }, { ...as, ifMatch: edited.version });
  await walk.count(restoreCategory, { categoryId }, as);

  const event = await walk.call(getEvent, { eventId }, owner.as);
  const chosen = { eventId, categoryIds: items.slice(0, 2).map((category) => category.categoryId) };
  const mapped = await walk.count(setEventCategories, chosen, { ...owner.as, ifMatch: event.version });
  const featured = await walk.count(featureEvent, { eventId }, { ...as, ifMatch: mapped.version });
  await walk.count(unfeatureEvent, { eventId }, { ...as, ifMatch: featured.version });
}
