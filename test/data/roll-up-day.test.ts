import * as fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { eventAnalytics as days, eventAnalyticsMonth as months } from "#data/event-analytics.ts";
import { eventsOn, rollUp } from "#data/roll-up-day.ts";
import { eventAnalyticsId } from "#domain/event-analytics.ts";
import { created } from "#domain/trail.ts";
import { memoryTable } from "#test/support/memory-table.ts";

const stop = await memoryTable();
afterAll(stop);

const change = { now: new Date("2028-04-01T00:00:00.000Z"), by: "test" };
const conversionMetrics = { ordersPlaced: 2, ordersPaid: 1 };
const dates = ["2027-02-01", "2027-02-02", "2027-02-28"];

const eventIdOf = (number: number) => `00000000-0000-4000-8000-${number.toString().padStart(12, "0")}`;
let events = 1;

async function figures(eventId: string, date: string, ticketsSold: number): Promise<void> {
  const counted = { totalViews: 7, uniqueVisitors: 5, ticketsSold, totalRevenue: 100 * ticketsSold, conversionMetrics };
  const row = { analyticsId: eventAnalyticsId(eventId, date), eventId, date, currency: "EUR" as const, ...counted };
  await days.create({ ...row, ...created(change) }).go();
}

it("counts every day once, whoever rolls it up how often, at the same time or again after a crash", async () => {
  const sold = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: dates.length, maxLength: dates.length });
  // Which of the days a run gets to before it breaks off; the others are done by the next.
  const runs = fc.array(fc.subarray(dates), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(sold, runs, async (sold, runs) => {
      const eventId = eventIdOf(events++);
      await Promise.all(dates.map((date, at) => figures(eventId, date, sold[at] ?? 0)));
      for (const run of [...runs, dates]) {
        await Promise.all([...run, ...run].map((date) => rollUp(eventId, date, change)));
      }
      const { data: month } = await months.get({ eventId, month: "2027-02" }).go();
      const total = sold.reduce((sum, tickets) => sum + tickets, 0);
      expect(month).toMatchObject({ totalViews: 21, ticketsSold: total, totalRevenue: 100 * total });
      expect(month?.conversionMetrics).toEqual({ ordersPlaced: 6, ordersPaid: 3 });
      expect((await days.query.ofEvent({ eventId }).go()).data).toEqual([]);
    }),
    { numRuns: 12 },
  );
}, 60_000);

it("finds the events of a day, and no others", async () => {
  const [first, second] = [eventIdOf(events++), eventIdOf(events++)];
  for (const [eventId, date] of [
    [first, "2027-03-01"],
    [second, "2027-03-01"],
    [second, "2027-03-02"],
  ] as const) {
    await figures(eventId, date, 1);
  }
  expect(await eventsOn("2027-03-01", 100)).toEqual([first, second]);
  expect(await eventsOn("2027-03-01", 1)).toEqual([first]);
  expect(await eventsOn("2027-03-03", 100)).toEqual([]);
});
