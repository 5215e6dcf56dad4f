import { categoryIdOf } from "#domain/category.ts";
import { isListed } from "#domain/event.ts";
import { eventCategoryOf, featuredEventOf } from "#domain/listing.ts";
import type { Rules } from "../rules.ts";
import { differences, type Stored } from "../stored.ts";
import { broken } from "../violation.ts";

/** What a row says beside its trail, of what its event makes it say. */
const differs = (row: Stored<"eventCategory"> | Stored<"featured">, derived: object) =>
  differences(
    Object.fromEntries(Object.keys(derived).map((name) => [name, new Map(Object.entries(row)).get(name)])),
    derived,
  ).length > 0;

/** Categories, the events that have them, and the featured ones: each list shows its events as they are. */
export const rules: Rules = {
  category: [
    function* ({ categoryId, name, sortName, uses, isActive, card }) {
      if (categoryId !== categoryIdOf(name)) yield broken("unique", "has an id its name does not make");
      if (categoryId !== categoryIdOf(sortName) || card.categoryId !== categoryId || card.name !== name) {
        yield broken("shape", "shows something else in lists than it says");
      }
      if (!isActive && uses > 0) yield broken("parents", `was deleted while ${uses} events have it`);
    },
  ],
  event: [
    function* ({ eventId, categoryIds, ...event }, table) {
      const lost = categoryIds.filter((categoryId) => !table.find("eventCategory", { eventId, categoryId }));
      if (lost.length > 0) yield broken("lists", `is not found under its category ${lost.join(", ")}`);
      const isFeatured = event.isFeatured && isListed(event);
      if (isFeatured && !table.find("featured", { eventId })) yield broken("lists", "is not found among the featured");
    },
  ],
  eventCategory: [
    function* (row, table) {
      const { eventId, categoryId, name } = row;
      if (table.find("category", { categoryId })?.name !== name) {
        yield broken("parents", "is of a category there is not, or which is called otherwise");
      }
      const event = table.find("event", { eventId });
      if (!event) return yield broken("parents", "is of an event there is not");
      if (!event.categoryIds.includes(categoryId)) yield broken("lists", "is of an event that does not have it");
      const { isListed: isShown, mappingId, ...listing } = eventCategoryOf(event, row);
      if (row.isListed !== isShown || row.mappingId !== mappingId || (isShown && differs(row, listing))) {
        yield broken("lists", "shows something else than its event says");
      }
    },
  ],
  featured: [
    function* (row, table) {
      const event = table.find("event", { eventId: row.eventId });
      if (!event) return yield broken("parents", "is of an event there is not");
      const derived = featuredEventOf(event);
      if (!derived) yield broken("lists", "is of an event that is not featured, or not published");
      else if (differs(row, derived)) yield broken("lists", "shows something else than its event says");
    },
  ],
};
