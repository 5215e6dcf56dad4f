import { availability } from "#data/availability.ts";
import { category, indexedCategory } from "#data/category.ts";
import { ticketType } from "#data/ticket-type.ts";
import { categoryIdOf, firstCategories, newCategory } from "#domain/category.ts";
import { checkInWindow, type Event } from "#domain/event.ts";
import { hours, shifted } from "#domain/time.ts";
import { created } from "#domain/trail.ts";
import { now } from "#test/bench/catalogue/sold.ts";
import { demoId } from "#test/demo/catalogue.ts";
import { citiesByCountry } from "#test/demo/cities.ts";
import { shows } from "#test/demo/programme.ts";
import { listedItems } from "#test/support/listed.ts";
import { aTicketType } from "#test/support/things.ts";

type Item = Readonly<Record<string, unknown>>;
type Put = { params<P>(): P };
const itemOf = (put: Put) => put.params<{ Item: Item }>().Item;

const trail = created({ now, by: "operator" });
const cities = citiesByCountry.flat();
const named = firstCategories.map(({ name }) => ({ name, categoryId: categoryIdOf(name) }));
/** Editors feature so many, however many there are. */
const featuredEvents = 400;
export const perOrganizer = 15;

/** Multiplied with it, numbers spread over any range without order or repeat. */
const scattered = (number: number, range: number) => (number * 7919) % range;

/** The so-many-th event of a catalogue: somewhere in the world and the year; every organizer has fifteen. */
export function eventAt(number: number): Event {
  const city = cities[scattered(number, cities.length)];
  const show = shows[number % shows.length];
  if (!city || !show) throw new Error("There are no cities or no shows");
  const startDate = shifted(now, (scattered(number, 365 * 24 * 4) + 1) * hours(0.25));
  const endDate = shifted(startDate, hours(show.lasts));
  return {
    ...{
      eventId: demoId("bench", String(number)),
      organizerId: demoId("bench organizer", String(Math.floor(number / perOrganizer))),
    },
    ...{ title: `${show.title} – ${city.name}`, description: show.about, venueName: show.venue },
    ...{ location: `${city.name}, ${city.country}`, timezone: city.timezone, currency: city.currency },
    latitude: city.latitude + (scattered(number, 200) - 100) / 1000,
    longitude: city.longitude,
    ...{ startDate, endDate, ...checkInWindow(startDate, endDate), publishedAt: now.toISOString() },
    ...{ status: "published", maxCapacity: show.places, stockShards: 1, isActive: true },
    price: Math.round(show.level * 2000),
    categoryIds: show.categories.map(categoryIdOf),
    isFeatured: number < featuredEvents,
  };
}

/** An event with as much on its page as is usual: five ticket types, two categories, figures. */
export const bigPage = demoId("bench", "2");

/** What is there beside the events. */
export const frame = (): Item[] => [
  ...firstCategories.map((form) => itemOf(category.put({ ...indexedCategory(newCategory(form)), ...trail }))),
  ...Array.from({ length: 5 }, (_, number) => {
    const type = aTicketType(number, { eventId: bigPage, description: "A seat, a drink and a programme." });
    return itemOf(ticketType.put({ ...type, ...trail }));
  }),
  itemOf(availability.put({ eventId: bigPage, shards: { 0: { version: 7, taken: 5, types: {} } }, ...trail })),
];

/** The items of one event. */
export const itemsAt = (number: number) => listedItems(eventAt(number), named, now);

export const [music, technology] = [categoryIdOf("music"), categoryIdOf("technology")];
