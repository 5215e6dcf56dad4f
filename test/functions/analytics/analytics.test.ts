import { beforeAll, describe, expect, it } from "vitest";
import { eventAnalytics, eventAnalyticsMonth } from "#data/event-analytics.ts";
import { userAnalytics } from "#data/user-analytics.ts";
import { eventAnalyticsId } from "#domain/event-analytics.ts";
import { days, shifted } from "#domain/time.ts";
import { created } from "#domain/trail.ts";
import { userAnalyticsId } from "#domain/user-analytics.ts";
import { getMyAnalytics } from "#functions/analytics/get-my-analytics.ts";
import { listDailyAnalytics } from "#functions/analytics/list-daily-analytics.ts";
import { listEventAnalytics } from "#functions/analytics/list-event-analytics.ts";
import { api } from "#test/support/api.ts";
import { aCast, anAdmin, writes } from "#test/support/operator.ts";
import { walked } from "#test/support/pages.ts";
import { aUser, type Person } from "#test/support/people.ts";
import { aDraftEvent, aPublishedEvent, type Show } from "#test/support/shows.ts";
import { isDone, isRefused } from "#test/support/then.ts";
import { now } from "#test/support/when.ts";

const figures = (views: number) => ({
  currency: "EUR" as const,
  totalViews: views,
  uniqueVisitors: views > 0 ? 8 : 0,
  ticketsSold: 3,
  totalRevenue: 7_500,
  conversionMetrics: { ordersPlaced: 3, ordersPaid: 2 },
});
const trail = async () => created({ now: await now(), by: "operator" });
const dayAfter = (from: string, by: number) => shifted(`${from}T00:00:00.000Z`, days(by)).slice(0, 10);

/** An event's rows of so many days from one on; the first day nobody came. */
async function rowsFrom(eventId: string, from: string, count: number): Promise<void> {
  const at = await trail();
  await writes(
    ...Array.from({ length: count }, (_, place) => {
      const date = dayAfter(from, place);
      const row = { analyticsId: eventAnalyticsId(eventId, date), eventId, date, ...figures(place * 10), ...at };
      return eventAnalytics.create(row);
    }),
  );
}

describe("an event's analytics", () => {
  let cast: Awaited<ReturnType<typeof aCast>>;
  let show: Show;
  beforeAll(async () => {
    cast = await aCast();
    show = await aPublishedEvent({ team: cast.team });
    await rowsFrom(show.eventId, "2027-01-25", 40);
    const at = await trail();
    await writes(
      ...["2025-11", "2025-12", "2026-01"].map((month) => {
        const ids = { analyticsId: eventAnalyticsId(show.eventId, month), eventId: show.eventId };
        return eventAnalyticsMonth.create({ ...ids, month, ...figures(310), ...at });
      }),
    );
  });
  const list = (input: object, { token } = cast.manager) =>
    api.call(listEventAnalytics, { eventId: show.eventId, ...input }, { token });

  it("come by day, newest first, in pages, across months", async () => {
    const { items, pages } = await walked((cursor) => list({ limit: 12, ...cursor }));
    expect(pages).toBe(4);
    expect(items.map(({ date }) => date)).toEqual(
      Array.from({ length: 40 }, (_, place) => dayAfter("2027-01-25", 39 - place)),
    );
    const { conversionRate, ...counted } = items[0]?.conversionMetrics ?? {};
    expect(items[0]).toMatchObject({ totalViews: 390, uniqueVisitors: 8, ticketsSold: 3, totalRevenue: 7_500 });
    expect([conversionRate, counted]).toEqual([0.25, { ordersPlaced: 3, ordersPaid: 2 }]);
    expect(items.at(-1)?.conversionMetrics).not.toHaveProperty("conversionRate");
    expect(new Set(items.map(({ analyticsId }) => analyticsId)).size).toBe(40);
  });

  it("come of a range of days, both included", async () => {
    const { items } = await walked((cursor) => list({ from: "2027-01-30", to: "2027-02-02", limit: 3, ...cursor }));
    expect(items.map(({ date }) => date)).toEqual(["2027-02-02", "2027-02-01", "2027-01-31", "2027-01-30"]);
    const [day] = isDone(await list({ from: "2027-02-02", to: "2027-02-02" })).items;
    expect(day?.date).toBe("2027-02-02");
    expect(isDone(await list({ from: "2027-03-05" })).items.map(({ date }) => date)).toEqual(["2027-03-05"]);
    isRefused(await list({ from: "2027-02-02", to: "2027-02-01" }), "invalid_input", "to");
    for (const from of ["2027-02-30", "2027-2-1", "yesterday", "2027-02-02T00:00:00Z"]) {
      isRefused(await list({ from }), "invalid_input", "from");
    }
  });

  it("come by month where days are no longer kept", async () => {
    const months = isDone(await list({ by: "month", from: "2025-12-15" })).items;
    expect(months.map(({ date, totalViews }) => [date, totalViews])).toEqual([
      ["2026-01", 310],
      ["2025-12", 310],
    ]);
    expect(isDone(await list({ by: "month", to: "2025-11-30" })).items.map(({ date }) => date)).toEqual(["2025-11"]);
  });

  it("are for those who run it", async () => {
    isDone(await list({}, cast.team.owner));
    for (const person of [cast.stranger, cast.doorStaff, cast.others.owner])
      isRefused(await list({}, person), "not_permitted");
    const draft = await aDraftEvent({ team: cast.team });
    const ofDraft = { eventId: draft.eventId };
    isRefused(await api.call(listEventAnalytics, ofDraft, { token: cast.stranger.token }), "not_found");
    expect(isDone(await api.call(listEventAnalytics, ofDraft, { token: cast.manager.token })).items).toEqual([]);
  });

  it("of one day are all events', in pages, for admins", async () => {
    const admin = await anAdmin();
    const others = await Promise.all([1, 2, 3, 4].map(() => aDraftEvent({ team: cast.team, types: [] })));
    await Promise.all(others.map(({ eventId }) => rowsFrom(eventId, "2027-02-10", 1)));
    const ask = (input: object, { token } = admin) => api.call(listDailyAnalytics, input, { token });
    const { items, pages } = await walked((cursor) => ask({ date: "2027-02-10", limit: 2, ...cursor }));
    expect(pages).toBeGreaterThanOrEqual(3);
    expect(items.map(({ eventId }) => eventId)).toEqual([show, ...others].map(({ eventId }) => eventId).toSorted());
    expect(items.every(({ date }) => date === "2027-02-10")).toBe(true);
    const today = (await now()).toISOString().slice(0, 10);
    await rowsFrom(show.eventId, today, 1);
    expect(isDone(await ask({})).items.map(({ eventId }) => eventId)).toContain(show.eventId);
    isRefused(await ask({}, cast.team.owner), "not_permitted");
  });
});

describe("my analytics", () => {
  let person: Person;
  beforeAll(async () => {
    person = await aUser();
  });
  const mine = () => api.call(getMyAnalytics, {}, { token: person.token });

  it("are zeros until there is something to count", async () => {
    expect(isDone(await mine(), 200)).toEqual({
      ...{ analyticsId: userAnalyticsId(person.userId), userId: person.userId },
      ...{ eventsAttended: 0, ticketsPurchased: 0, totalSpent: {} },
      preferences: { categories: [], organizers: [] },
    });
  });

  it("are what was counted, by currency where it is money", async () => {
    const counted = {
      ...{ analyticsId: userAnalyticsId(person.userId), userId: person.userId },
      ...{ eventsAttended: 2, ticketsPurchased: 5, totalSpent: { EUR: 12_500, JPY: 4_000 } },
      preferences: { categories: [userAnalyticsId("c")], organizers: [] },
      lastActivity: "2027-03-01T18:30:00.000Z",
    };
    await writes(userAnalytics.create({ ...counted, ...(await trail()) }));
    expect(isDone(await mine(), 200)).toMatchObject(counted);
  });
});
