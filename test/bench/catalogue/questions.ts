import { category } from "#data/category.ts";
import { event } from "#data/event.ts";
import { loadEvent } from "#data/load-event.ts";
import { nearestEvents } from "#data/nearest-events.ts";
import { readPage } from "#data/page.ts";
import { searchEvents } from "#data/search-events.ts";
import { SearchForm, searchFor } from "#domain/search.ts";
import { days, shifted } from "#domain/time.ts";
import { bigPage, eventAt, music, technology } from "#test/bench/catalogue/programme.ts";
import type { Question } from "#test/bench/catalogue/question.ts";
import { now } from "#test/bench/catalogue/sold.ts";
import { soldQuestions } from "#test/bench/catalogue/sold-questions.ts";

const page = { limit: 20, after: undefined };
const from = now.toISOString();
/** Where the most of the catalogue is. */
const berlin = "52.52,13.405";

const search = async (asked: object) => {
  const sought = searchFor(SearchForm.parse(asked), from);
  const find = sought.sort === "distance" ? nearestEvents : searchEvents;
  return (await find(sought, page)).items.length;
};
const { organizerId } = eventAt(7);
/** What one page by start may look at, however few fit. */
const byStart = { examined: 200 } as const;

/** All of the data model's questions, each as one page of twenty: first those about events. */
export const questions: readonly Question[] = [
  { name: "upcoming events", ask: () => search({}), aim: { atMost: 2 }, requests: 1, ...byStart },
  {
    name: "upcoming events over a month's end",
    ask: () => search({ from: "2027-01-31T20:00:00Z" }),
    aim: { atMost: 2 },
    requests: 2,
    ...byStart,
  },
  { name: "events of a category", ask: () => search({ categoryId: music }), aim: { atMost: 4 }, ...byStart },
  { name: "featured events", ask: () => search({ featured: "true" }), aim: { atMost: 4 }, ...byStart },
  {
    name: "an organizer's published events",
    ask: () => search({ organizerId }),
    aim: { atMost: 2 },
    requests: 1,
    ...byStart,
  },
  {
    name: "an organizer's events by status",
    ask: async () => {
      const query = event.query.ofOrganizer({ organizerId, status: "published" });
      return (await readPage(query, page)).items.length;
    },
    aim: { atMost: 2 },
    requests: 1,
  },
  {
    name: "within 25 km in 7 days",
    ask: () => search({ near: berlin, to: shifted(now, days(7)) }),
    aim: { atMost: 4 },
    requests: 4,
    ...byStart,
  },
  {
    name: "within 25 km in 7 days over a month's end",
    ask: () => search({ near: berlin, from: "2027-01-28T00:00:00Z", to: "2027-02-04T00:00:00Z" }),
    aim: { atMost: 8 },
    requests: 8,
    ...byStart,
  },
  {
    name: "within 200 km in 7 days",
    ask: () => search({ near: berlin, radius: 200, to: shifted(now, days(7)) }),
    // Half a unit for each cell of the map that it touches, and what the fullest have besides.
    aim: { atMost: 20 },
    requests: 32,
    ...byStart,
  },
  {
    name: "the nearest within 50 km in 7 days",
    ask: () => search({ near: berlin, radius: 50, sort: "distance", to: shifted(now, days(7)) }),
    aim: { atMost: 4 },
    requests: 4,
    examined: 1000,
  },
  {
    name: "free ones of a category",
    ask: () => search({ categoryId: technology, admission: "free" }),
    aim: { atMost: 20 },
    requests: 64,
    ...byStart,
  },
  {
    name: "near, of a category, by price",
    ask: () => search({ near: berlin, categoryId: music, currency: "EUR", minPrice: 1000 }),
    aim: { atMost: 20 },
    requests: 64,
    ...byStart,
  },
  {
    name: "categories",
    ask: async () => (await readPage(category.query.all({}), page)).items.length,
    aim: { atMost: 1 },
    requests: 1,
  },
  {
    name: "an event with 5 ticket types, categories and availability",
    ask: async () => {
      const sale = await loadEvent(bigPage);
      return sale ? 1 + sale.ticketTypes.length + sale.categories.length : 0;
    },
    aim: { atMost: 2 },
    requests: 1,
  },
  ...soldQuestions,
];
