import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nearestEvents } from "#data/nearest-events.ts";
import { searchEvents } from "#data/search-events.ts";
import { table } from "#data/table.ts";
import { categoryIdOf } from "#domain/category.ts";
import type { Event } from "#domain/event.ts";
import { eventCard } from "#domain/event-card.ts";
import { derivedId } from "#domain/ids.ts";
import { type FoundEvent, foundBy, SearchForm, searchFor } from "#domain/search.ts";
import { minutes, shifted } from "#domain/time.ts";
import { listedItems } from "#test/support/listed.ts";
import { memoryTable } from "#test/support/memory-table.ts";
import { putItems } from "#test/support/put-items.ts";
import { anEvent } from "#test/support/things.ts";

const now = new Date("2150-01-01T00:00:00.000Z");
const begin = "2150-01-28T00:00:00.000Z";
const [music, art] = ["music", "art"].map((name) => ({ name, categoryId: categoryIdOf(name) })) as [
  { name: string; categoryId: string },
  { name: string; categoryId: string },
];
const organizers = ["a", "b", "c"].map((name) => derivedId("demo", name));
/** Where four cells of the map meet, two of them on the other side of the date line. */
const corner = { latitude: -17, longitude: 180 };
const near = `${corner.latitude},${corner.longitude}`;

/** The so-many-th of many shows: every third with another price and organizer, some featured, some far, some nowhere. */
function show(number: number, name = "show"): Event {
  // Two begin at the same moment now and then.
  const startDate = shifted(begin, minutes(50) * (number - (number % 10 === 1 ? 1 : 0)));
  const side = { latitude: number % 2 === 0 ? 0.1 : -0.1, longitude: number % 4 < 2 ? -0.1 : 0.1 };
  const away = number % 7 === 0 ? 6 : 1;
  const longitude = corner.longitude + side.longitude * away;
  return anEvent({
    eventId: derivedId("demo", name, String(number)),
    organizerId: organizers[number % 3] ?? "",
    ...{ startDate, endDate: shifted(startDate, minutes(90)) },
    price: [0, 1000, 2500][number % 3],
    categoryIds: [...(number % 2 === 0 ? [music.categoryId] : []), ...(number % 5 === 0 ? [art.categoryId] : [])],
    isFeatured: number % 11 === 0,
    ...(number % 13 !== 0 && {
      latitude: corner.latitude + side.latitude * away,
      longitude: longitude > 180 ? longitude - 360 : longitude,
    }),
  });
}

/** Eight days and more, over the end of a month. */
const shows = Array.from({ length: 240 }, (_, number) => show(number));
const puts = (more: readonly Event[]) =>
  putItems(
    table.client,
    table.table,
    more.flatMap((one) => listedItems(one, [music, art], now)),
  );
const takes = (gone: readonly Event[]) =>
  Promise.all(
    gone
      .flatMap((one) => listedItems(one, [music, art], now))
      .map(({ pk, sk }) => table.client.send(new DeleteCommand({ TableName: table.table, Key: { pk, sk } }))),
  );
const search = (asked: object, range?: ReturnType<typeof searchFor>["range"]) =>
  searchFor(SearchForm.parse(asked), now.toISOString(), range);

/** All pages; `between` happens after each. */
async function walk(asked: object, limit: number, between: () => Promise<void> = async () => {}) {
  const sought = search(asked);
  const pages: FoundEvent[][] = [];
  for (let after: string | undefined; ; ) {
    const find = sought.sort === "distance" ? nearestEvents : searchEvents;
    const page = await find(sought, { limit, after });
    pages.push([...page.items]);
    if (page.after === undefined) return pages;
    after = page.after;
    await between();
  }
}

const expected = (asked: object) => {
  const found = shows.flatMap((one) => foundBy(search(asked), eventCard(one)) ?? []);
  return found.map(({ eventId, startDate }) => `${startDate}#${eventId}`).toSorted();
};
const placesOf = (pages: readonly (readonly FoundEvent[])[]) =>
  pages.flat().map(({ eventId, startDate }) => `${startDate}#${eventId}`);

/** What the queries since have read. */
const read = { items: 0, requests: 0 };
let stop: () => Promise<void>;

beforeAll(async () => {
  stop = await memoryTable();
  await puts(shows);
  table.client.middlewareStack.add(
    (next) => async (call) => {
      const answer = await next(call);
      read.requests += 1;
      read.items += (answer.output as { Count?: number }).Count ?? 0;
      return answer;
    },
    { step: "initialize" },
  );
}, 60_000);
afterAll(() => stop());

const week = { from: begin, to: "2150-02-04T00:00:00.000Z" };

describe("a search", { timeout: 60_000 }, () => {
  it.each<[string, object]>([
    ["in a date range over a month's end", week],
    ["for an organizer's", { ...week, organizerId: organizers[1] }],
    ["for a category's", { ...week, categoryId: art.categoryId }],
    ["for featured ones", { ...week, featured: "true" }],
    ["near a point, in four cells and two months", { ...week, near }],
    ["farther around it", { ...week, near, radius: "200" }],
    ["for free ones of a category near a point", { ...week, near, categoryId: music.categoryId, admission: "free" }],
    [
      "for dear featured ones of an organizer",
      { organizerId: organizers[2], featured: "true", currency: "EUR", minPrice: "1001" },
    ],
    ["where there are none", { ...week, near: "80,10", radius: "200" }],
    ["in a year with only these", {}],
  ])("%s finds all of them once, by start, whatever the page", async (_, asked) => {
    for (const limit of [11, 100]) {
      const pages = await walk(asked, limit);
      expect(placesOf(pages)).toEqual(expected(asked));
      for (const page of pages) expect(page.length).toBeLessThanOrEqual(limit);
    }
  });

  it.each([
    ["a page of 20 is one query", week, 20, 1, 20],
    ["an organizer's, too", { ...week, organizerId: organizers[1] }, 20, 1, 20],
    ["four cells are four queries", { from: begin, to: "2150-01-30T00:00:00Z", near }, 8, 4, 200],
    ["what hardly anything fits ends after 200 events", { currency: "EUR", minPrice: "2501" }, 20, 64, 200],
  ])("costs what it finds: %s", async (_, asked, limit, requests, items) => {
    Object.assign(read, { items: 0, requests: 0 });
    const { after } = await searchEvents(search(asked), { limit, after: undefined });
    expect(after).toBeDefined();
    expect(read.requests).toBeLessThanOrEqual(requests);
    expect(read.items).toBeLessThanOrEqual(items);
  });

  it.each<[string, object]>([
    ["all", week],
    ["a category's", { ...week, categoryId: music.categoryId }],
    ["the featured", { ...week, featured: "true" }],
    ["an organizer's", { ...week, organizerId: organizers[1] }],
    ["those around a point", { ...week, near, radius: "200" }],
    ["the nearest", { ...week, near, radius: "50", sort: "distance" }],
    ["the dear, with short pages", { ...week, currency: "EUR", minPrice: "1001" }],
    ["the free of a category around a point", { ...week, near, categoryId: music.categoryId, admission: "free" }],
  ])("of %s has no gap and no repeat among what stays, whatever is published and ended meanwhile", async (_, asked) => {
    const { sort } = search(asked);
    const placeOf = ({ distance = 0, startDate, eventId }: FoundEvent) =>
      `${sort === "distance" ? String(distance).padStart(9, "0") : startDate}#${eventId}`;
    const stays = shows
      .flatMap((one) => foundBy(search(asked), eventCard(one)) ?? [])
      .map(placeOf)
      .toSorted();
    expect(stays.length).toBeGreaterThan(5);
    let serial = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 5, max: 60 }),
        fc.array(fc.integer({ min: 0, max: 239 }), { minLength: 1, maxLength: 5 }),
        async (limit, places) => {
          const coming: Event[] = [];
          const pages = await walk(asked, limit, async () => {
            const news = places.map((place) => show(place, `new ${serial++}`));
            coming.push(...news);
            await puts(news);
            // Those that came with the page before are gone again.
            if (coming.length > 12) await takes(coming.splice(0, 1));
          });
          const seen = pages.flat().map(placeOf);
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen).toEqual(seen.toSorted());
          expect(seen.filter((place) => stays.includes(place))).toEqual(stays);
          await takes(coming);
        },
      ),
      { numRuns: 3 },
    );
  });
});

describe("a search by distance", { timeout: 60_000 }, () => {
  const asked = { ...week, near, radius: "50", sort: "distance" };

  it("finds the nearest first, page by page", async () => {
    const all = (await walk(asked, 100)).flat();
    const places = all.map(({ distance = -1, eventId }) => ({ distance, eventId }));
    expect(places).toEqual(places.toSorted((a, b) => a.distance - b.distance || (a.eventId < b.eventId ? -1 : 1)));
    expect(placesOf([all]).toSorted()).toEqual(expected(asked));
    expect((await walk(asked, 40)).flat()).toEqual(all);
  });

  it("sorts 1,000, over cells and months, and no more", async () => {
    const crowd = (number: number): Event => {
      const startDate = shifted("2151-03-28T00:00:00.000Z", minutes(10) * number);
      const eventId = derivedId("demo", "crowd", String(number));
      return { ...show((number % 4) + 1), eventId, startDate, endDate: shifted(startDate, minutes(90)) };
    };
    const crowded = { ...asked, from: "2151-03-28T00:00:00Z", to: "2151-04-28T00:00:00Z" };
    await puts(Array.from({ length: 1000 }, (_, number) => crowd(number)));
    expect(new Set(placesOf(await walk(crowded, 500))).size).toBe(1000);
    await puts([crowd(1000)]);
    await expect(walk(crowded, 20)).rejects.toMatchObject({ code: "search_too_wide" });
    expect((await walk({ ...crowded, to: "2151-03-28T12:00:00Z" }, 20)).flat()).toHaveLength(72);
  });
});
