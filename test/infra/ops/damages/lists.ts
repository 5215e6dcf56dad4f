import { categoryIdOf } from "#domain/category.ts";
import { created } from "#domain/trail.ts";
import { changeAt, idOf } from "#test/infra/ops/changes.ts";
import type { Damage } from "#test/infra/ops/damages/damage.ts";

const [music, art, education, food] = ["music", "art", "education", "food"].map(categoryIdOf) as [
  string,
  string,
  string,
  string,
];

/** What can go wrong with categories and with what lists show of events. */
export const lists: readonly Damage[] = [
  [
    "a category that counts an event too many",
    (hand) => hand.makes("category", { categoryId: music }, ({ uses }) => ({ uses: uses + 1 })),
    ["uses category: counts 2 events; 1 have it"],
  ],
  [
    "a category that was deleted while a draft has it",
    (hand) => hand.makes("category", { categoryId: education }, { isActive: false }),
    ["parents category: was deleted while 1 events have it"],
  ],
  [
    "a category that is gone",
    (hand) => hand.removes("category", { categoryId: art }),
    ["parents eventCategory: is of a category there is not"],
  ],
  [
    "a category under the id of another name",
    (hand) =>
      hand.makes("category", { categoryId: food }, ({ card }) => ({
        name: "drinks",
        card: { ...card, name: "drinks" },
      })),
    ["unique category: has an id its name does not make"],
  ],
  [
    "a category that lists under another name",
    (hand) => hand.makes("category", { categoryId: food }, ({ card }) => ({ card: { ...card, name: "drinks" } })),
    ["shape category: shows something else in lists than it says"],
  ],
  [
    "an event that lost its row in a category",
    (hand, { show: { event } }) => hand.removes("eventCategory", { eventId: event.eventId, categoryId: art }),
    ["lists event: is not found under its category", "uses category: counts 1 events; 0 have it"],
  ],
  [
    "a row in a category its event does not have",
    async (hand, { show: { event } }) => {
      const { eventId } = event;
      await hand.makes("event", { eventId }, ({ card, categoryIds }) => {
        const rest = categoryIds.filter((id) => id !== art);
        return { categoryIds: rest, card: { ...card, categoryIds: rest } };
      });
    },
    [
      "lists eventCategory: is of an event that does not have it",
      ...["lists eventCategory: shows something else", "lists eventCategory: shows something else"],
      "lists featured: shows something else",
    ],
  ],
  [
    "a row that shows an old start",
    (hand, { show: { event } }) => {
      const startDate = "2027-01-09T18:00:00.000Z";
      const ids = { eventId: event.eventId, categoryId: art };
      return hand.makes("eventCategory", ids, { startDate, calendarMonth: "2027-01" });
    },
    ["lists eventCategory: shows something else"],
  ],
  [
    "a draft that is found by its category",
    (hand, { draft: { event } }) =>
      hand.makes("eventCategory", { eventId: event.eventId, categoryId: education }, { isListed: true }),
    ["lists eventCategory: shows something else"],
  ],
  [
    "a featured event that is not among the featured",
    (hand, { show: { event } }) => hand.removes("featured", { eventId: event.eventId }),
    ["lists event: is not found among the featured"],
  ],
  [
    "a draft among the featured",
    (hand, { draft: { event } }) => {
      const { eventId, startDate, calendarMonth, card } = event;
      return hand.puts("featured", { eventId, startDate, calendarMonth, card, ...created(changeAt(9)) });
    },
    ["lists featured: is of an event that is not featured"],
  ],
  [
    "a row of an event there is not",
    (hand, { show: { event } }) => hand.makes("featured", { eventId: event.eventId }, { eventId: idOf("no event") }),
    ["parents featured: is of an event there is not"],
  ],
];
