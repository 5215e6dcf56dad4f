import { beforeAll, describe, expect, it } from "vitest";
import { days, hours } from "#domain/time.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { api } from "#test/support/api.ts";
import { anOrganizer, loggedIn, type Team } from "#test/support/people.ts";
import { aDraftEvent, aPublishedEvent } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { fromNow, now, timePasses } from "#test/support/when.ts";

type Range = { from?: string; to?: string };

/** Far from every other test's events. */
const year: Range = { from: "2140-01-01T00:00:00Z", to: "2140-12-31T00:00:00Z" };

const starts = [
  "2140-01-01T00:00:00.000Z",
  "2140-01-20T20:00:00.000Z",
  "2140-01-20T20:00:00.000Z",
  "2140-01-31T23:59:59.999Z",
  "2140-02-01T00:00:00.000Z",
  "2140-02-11T18:00:00.000Z",
  "2140-07-04T18:00:00.000Z",
  "2140-07-05T18:00:00.000Z",
  "2140-12-30T23:59:59.999Z",
];

async function walk(range: Range, limit: number) {
  const pages = [];
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = isDone(await api.call(listUpcomingEvents, { ...range, limit, cursor }));
    pages.push(items);
    if (nextCursor === null) return pages;
    cursor = nextCursor;
  }
}

describe("list-upcoming-events", () => {
  let team: Team;

  beforeAll(async () => {
    team = await anOrganizer();
    for (const startDate of [...starts, "2140-12-31T00:00:00.000Z", "2139-12-31T23:59:59.999Z"])
      await aPublishedEvent({ team, startDate });
    await aDraftEvent({ team, startDate: "2140-01-05T20:00:00.000Z" });
  });

  it.each([1, 2, 3, 4, 9, 100])("walks months in pages of %i without gap or repeat", async (limit) => {
    const pages = await walk(year, limit);
    const items = pages.flat();
    expect(items.map(({ startDate }) => startDate)).toEqual(starts);
    expect(new Set(items.map(({ eventId }) => eventId)).size).toBe(starts.length);
    for (const page of pages.slice(0, -1)) expect(page).toHaveLength(limit);
  });

  it("shows of each what a list needs", async () => {
    const { items } = isDone(await api.call(listUpcomingEvents, { ...year, limit: 1 }));
    const { organizerId } = team;
    expect(items).toMatchObject([{ organizerId, title: "Night of Lanterns", price: 2500, currency: "EUR" }]);
    expect(items[0]).not.toHaveProperty("description");
  });

  it("begins with `from` and ends before `to`", async () => {
    const day = { from: "2140-01-31T23:59:59.999Z", to: "2140-02-01T00:00:00Z" };
    expect((await walk(day, 10)).flat().map(({ startDate }) => startDate)).toEqual(["2140-01-31T23:59:59.999Z"]);
    const minute = { from: "2140-02-01T01:00:00+01:00", to: "2140-02-01T00:01:00Z" };
    expect((await walk(minute, 10)).flat().map(({ startDate }) => startDate)).toEqual(["2140-02-01T00:00:00.000Z"]);
  });

  it("is kept by shared caches for half a minute", async () => {
    const answer = await api.call(listUpcomingEvents, year);
    expect(answer.headers.get("cache-control")).toBe("public, max-age=0, s-maxage=30");
  });

  it("goes on where it was, also when the time from which on it lists has moved", async () => {
    const soon = await aPublishedEvent({ team, startDate: await fromNow(hours(1)) });
    const later = await aPublishedEvent({ team, startDate: await fromNow(days(300)) });
    const first = isDone(await api.call(listUpcomingEvents, { limit: 1 }));
    expect(Date.parse(first.items[0]?.startDate ?? "")).toBeGreaterThanOrEqual((await now()).getTime());
    await timePasses(hours(2));
    const seen = [...first.items];
    for (let cursor = first.nextCursor; cursor !== null; ) {
      const page = isDone(await api.call(listUpcomingEvents, { limit: 1, cursor }));
      seen.push(...page.items);
      cursor = page.nextCursor;
    }
    const ids = seen.map(({ eventId }) => eventId);
    expect(ids).toEqual(expect.arrayContaining([soon.eventId, later.eventId]));
    expect(new Set(ids).size).toBe(ids.length);
    const dates = seen.map(({ startDate }) => startDate);
    expect(dates).toEqual(dates.toSorted());
    const anew = await walk({}, 100);
    expect(anew.flat().map(({ eventId }) => eventId)).not.toContain(soon.eventId);
  });

  it("follows an event that moves to another month", async () => {
    const owner = await loggedIn(team.owner);
    const { token } = owner;
    const moved = { team: { ...team, owner }, startDate: "2141-03-10T18:00:00Z" };
    const { eventId, event } = await aPublishedEvent(moved);
    const edit = { eventId, startDate: "2141-05-10T18:00:00Z", endDate: "2141-05-10T20:00:00Z" };
    isDone(await api.call(updateEvent, edit, { token, ifMatch: event.version }));
    const found = (await walk({ from: "2141-03-01T00:00:00Z", to: "2141-06-01T00:00:00Z" }, 10)).flat();
    expect(found).toMatchObject([{ eventId, startDate: "2141-05-10T18:00:00.000Z" }]);
  });

  it("refuses a cursor that was altered or belongs to another query", async () => {
    const { nextCursor } = isDone(await api.call(listUpcomingEvents, { ...year, limit: 1 }));
    const cursor = nextCursor ?? "";
    const middle = cursor.length >> 1;
    const flipped = cursor.slice(0, middle) + (cursor[middle] === "A" ? "B" : "A") + cursor.slice(middle + 1);
    for (const wrong of [flipped, cursor.slice(0, -2), `${cursor}A`, "", "x".repeat(100)])
      isRefused(await api.call(listUpcomingEvents, { ...year, limit: 1, cursor: wrong }), "invalid_cursor");
    isRefused(await api.call(listUpcomingEvents, { limit: 1, cursor }), "invalid_cursor");
    isRefused(await api.call(listUpcomingEvents, { ...year, to: "2140-12-30T00:00:00Z", cursor }), "invalid_cursor");
    isDone(await api.call(listUpcomingEvents, { ...year, limit: 5, cursor }));
  });

  it.each([
    ["from", { from: "yesterday" }],
    ["to", { to: "2140-13-01T00:00:00Z" }],
    ["to", { from: "2140-01-02T00:00:00Z", to: "2140-01-02T00:00:00Z" }],
    ["to", { from: "2140-01-01T00:00:00Z", to: "2141-01-03T00:00:00Z" }],
    ["to", { to: "2001-01-01T00:00:00Z" }],
    ["limit", { limit: 0 }],
    ["limit", { limit: 101 }],
    ["limit", { limit: "many" }],
    ["status", { status: "draft" }],
  ])("refuses %s in %j", async (path, input) => {
    isRefused(await api.send(listUpcomingEvents, input), "invalid_input", path);
  });
});
