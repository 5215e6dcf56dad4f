import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventAnalyticsId, keptByDayFrom, withDay } from "#domain/event-analytics.ts";

const eventId = "00000000-0000-4000-8000-000000000001";
const count = fc.integer({ min: 0, max: 10_000 });
const aDay = fc.record({
  date: fc.integer({ min: 1, max: 28 }).map((day) => `2027-02-${String(day).padStart(2, "0")}`),
  totalViews: count,
  uniqueVisitors: count,
  ticketsSold: count,
  totalRevenue: count,
  conversionMetrics: fc.record({ ordersPlaced: count, ordersPaid: count }),
});

describe("a month", () => {
  it("is the sum of its days, in whatever order they come", () => {
    fc.assert(
      fc.property(fc.array(aDay, { minLength: 1, maxLength: 31 }), fc.infiniteStream(fc.nat()), (days, chance) => {
        const of = { eventId, currency: "EUR" as const };
        const rows = days.map((day) => ({ ...day, ...of, analyticsId: eventAnalyticsId(eventId, day.date) }));
        const shuffled = rows.map((row) => ({ row, at: chance.next().value })).toSorted((a, b) => a.at - b.at);
        const month = shuffled.reduce<ReturnType<typeof withDay> | undefined>(
          (sum, { row }) => withDay(sum, row),
          undefined,
        );
        const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
        expect(month).toEqual({
          ...{ eventId, currency: "EUR", month: "2027-02", analyticsId: eventAnalyticsId(eventId, "2027-02") },
          totalViews: sum((row) => row.totalViews),
          uniqueVisitors: sum((row) => row.uniqueVisitors),
          ticketsSold: sum((row) => row.ticketsSold),
          totalRevenue: sum((row) => row.totalRevenue),
          conversionMetrics: {
            ordersPlaced: sum((row) => row.conversionMetrics.ordersPlaced),
            ordersPaid: sum((row) => row.conversionMetrics.ordersPaid),
          },
        });
      }),
    );
  });

  it("adds no currency to another", () => {
    const day = { date: "2027-02-01", totalViews: 0, uniqueVisitors: 0, ticketsSold: 0, totalRevenue: 0 };
    const row = { ...day, eventId, analyticsId: eventId, conversionMetrics: { ordersPlaced: 0, ordersPaid: 0 } };
    const month = withDay(undefined, { ...row, currency: "EUR" });
    expect(() => withDay(month, { ...row, currency: "USD" })).toThrow("sold in EUR and USD");
  });
});

it.each([
  ["2027-03-31T23:59:59.999Z", "2026-02-01"],
  ["2027-04-01T00:00:00.000Z", "2026-03-01"],
  ["2027-01-15T12:00:00.000Z", "2025-12-01"],
])("at %s days are kept from %s on", (now, from) => {
  expect(keptByDayFrom(new Date(now))).toBe(from);
});
