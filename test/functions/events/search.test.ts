import { beforeAll, describe, expect, it } from "vitest";
import { categoryIdOf } from "#domain/category.ts";
import type { Event } from "#domain/event.ts";
import { eventCard } from "#domain/event-card.ts";
import { foundBy, SearchForm, searchFor } from "#domain/search.ts";
import { hours, shifted } from "#domain/time.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import type { InputOf } from "#platform/client.ts";
import { api } from "#test/support/api.ts";
import { listedItems } from "#test/support/listed.ts";
import { table } from "#test/support/operator.ts";
import { freshKey } from "#test/support/people.ts";
import { putItems } from "#test/support/put-items.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { anEvent } from "#test/support/things.ts";
import { now } from "#test/support/when.ts";

type Asked = InputOf<typeof listUpcomingEvents>;

/** A kind of its own: what the tests of categories count stays as it is. */
const kind = { name: "of the search", categoryId: categoryIdOf(freshKey()) };
const [one, another] = [freshKey(), freshKey()];
const year: Asked = { from: "2170-01-01T00:00:00Z", to: "2170-12-31T00:00:00Z" };

/** Two in three days, over two months, around the corner of four cells. */
function show(number: number): Event {
  const startDate = shifted("2170-05-20T18:00:00.000Z", hours(16) * number);
  return anEvent({
    eventId: freshKey(),
    organizerId: number % 2 === 0 ? one : another,
    ...{ startDate, endDate: shifted(startDate, hours(2)), price: number % 3 === 0 ? 0 : 1500 },
    latitude: 52 + (number % 2 === 0 ? 0.1 : -0.1),
    longitude: number % 4 < 2 ? -179.9 : 179.9,
    categoryIds: number % 3 === 0 ? [kind.categoryId] : [],
    isFeatured: number % 5 === 0,
  });
}
const shows = Array.from({ length: 40 }, (_, number) => show(number));

async function walk(asked: Asked, limit: number) {
  const pages = [];
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = isDone(await api.call(listUpcomingEvents, { ...year, ...asked, limit, cursor }));
    pages.push(items);
    if (nextCursor === null) return pages;
    cursor = nextCursor;
  }
}

describe("a search for events", () => {
  beforeAll(async () => {
    const { client, TableName } = await table();
    const at = await now();
    await putItems(
      client,
      TableName,
      shows.flatMap((event) => listedItems(event, [kind], at)),
    );
  });

  it.each<[string, Asked]>([
    ["upcoming, across month boundaries", {}],
    ["of a category, upcoming", { categoryId: kind.categoryId }],
    ["of an organizer", { organizerId: one }],
    ["featured", { featured: "true" }],
    ["near a point in a date range, over cells", { near: "52,180", to: "2170-06-08T00:00:00Z" }],
    ["near, free, of one organizer", { near: "52,-180", radius: 200, admission: "free", organizerId: another }],
  ])("finds those that are %s", async (_, asked) => {
    const sought = searchFor(SearchForm.parse({ ...year, ...asked }), "2170-01-01T00:00:00.000Z");
    const expected = shows.filter((event) => foundBy(sought, eventCard(event))).map(({ eventId }) => eventId);
    expect(expected.length).toBeGreaterThan(3);
    for (const limit of [3, 100]) {
      const pages = await walk(asked, limit);
      expect(pages.flat().map(({ eventId }) => eventId)).toEqual(expected);
    }
  });

  it("finds the nearest first", async () => {
    const asked = { near: "52.1,179.9", sort: "distance", from: "2170-05-20T00:00:00Z", to: "2170-06-08T00:00:00Z" };
    const pages = await walk({ ...asked, sort: "distance" }, 5);
    const distances = pages.flat().map(({ distance = -1 }) => distance);
    expect(distances.length).toBeGreaterThan(20);
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    expect(new Set(pages.flat().map(({ eventId }) => eventId)).size).toBe(distances.length);
  });

  it("says when there is too much to sort by distance", async () => {
    const { client, TableName } = await table();
    const at = await now();
    const asked = {
      near: "52,180",
      sort: "distance",
      from: "2172-05-01T00:00:00Z",
      to: "2172-05-15T00:00:00Z",
    } as const;
    const startDate = "2172-05-10T18:00:00.000Z";
    const crowd = Array.from({ length: 1001 }, () =>
      anEvent({ ...show(1), eventId: freshKey(), startDate, categoryIds: [] }),
    );
    const items = crowd.flatMap((event) => listedItems(event, [], at));
    await putItems(client, TableName, items);
    isRefused(await api.call(listUpcomingEvents, asked), "search_too_wide");
    const fewer = await api.call(listUpcomingEvents, { ...asked, to: "2172-05-10T00:00:00Z" });
    expect(isDone(fewer).items).toEqual([]);
  });

  it.each<[string, Asked]>([
    ["31 days by distance", { near: "52,0", sort: "distance", to: "2170-02-01T00:00:00Z" }],
    ["50 km by distance", { near: "52,0", sort: "distance", radius: 50, to: "2170-01-02T00:00:00Z" }],
    ["200 km", { near: "52,0", radius: 200, to: "2170-01-02T00:00:00Z" }],
    ["365 days", { to: "2171-01-01T00:00:00Z", organizerId: one }],
  ])("takes as much as %s", async (_, asked) => {
    isDone(await api.call(listUpcomingEvents, { ...year, ...asked }));
  });

  it("goes on with the same search only", async () => {
    const asked = { ...year, categoryId: kind.categoryId, limit: 2 };
    const { nextCursor } = isDone(await api.call(listUpcomingEvents, asked));
    const cursor = nextCursor ?? "";
    isDone(await api.call(listUpcomingEvents, { ...asked, limit: 5, cursor }));
    isRefused(await api.call(listUpcomingEvents, { ...year, limit: 2, cursor }), "invalid_cursor");
    isRefused(await api.call(listUpcomingEvents, { ...asked, featured: "true", cursor }), "invalid_cursor");
  });

  it.each([
    ["near", { near: "52" }],
    ["near", { near: "north,east" }],
    ["near", { near: "95,0" }],
    ["near", { near: "" }],
    ["radius", { near: "52,0", radius: 201 }],
    ["radius", { near: "52,0", radius: 0 }],
    ["radius", { near: "52,0", radius: "" }],
    ["radius", { radius: 5 }],
    ["radius", { near: "52,0", radius: 51, sort: "distance" }],
    ["to", { near: "52,0", sort: "distance", from: "2170-01-01T00:00:00Z", to: "2170-02-02T00:00:00Z" }],
    ["sort", { sort: "price" }],
    ["sort", { sort: "distance" }],
    ["featured", { featured: "false" }],
    ["admission", { admission: "cheap" }],
    ["categoryId", { categoryId: "music" }],
    ["organizerId", { organizerId: "me" }],
    ["currency", { minPrice: 100 }],
    ["currency", { currency: "XXX" }],
    ["minPrice", { currency: "EUR", minPrice: "" }],
    ["maxPrice", { currency: "EUR", minPrice: 200, maxPrice: 100 }],
  ])("refuses %s in %j", async (path, asked) => {
    isRefused(await api.send(listUpcomingEvents, asked), "invalid_input", path);
  });
});
