import { describe, expect, it } from "vitest";
import { doorRefusal } from "#domain/check-in.ts";
import { days, hours, shifted } from "#domain/time.ts";
import { catalogue, todaysEvent } from "#test/demo/catalogue.ts";

const now = new Date("2026-11-23T09:00:00.000Z");

describe("the demo catalogue", () => {
  const offers = catalogue(now);
  const events = offers.map(({ event }) => event);
  const different = <T>(of: (event: (typeof events)[number]) => T) => new Set(events.map(of));

  it("is three hundred events by twenty organizers in more than sixty real cities", () => {
    expect(events).toHaveLength(300);
    expect(different(({ organizerId }) => organizerId).size).toBe(20);
    expect(different(({ location }) => location).size).toBeGreaterThanOrEqual(60);
    expect(different(({ eventId }) => eventId).size).toBe(300);
    for (const { latitude, longitude, timezone } of events) {
      expect(Math.abs(latitude ?? 0) + Math.abs(longitude ?? 0)).toBeGreaterThan(1);
      expect(() => new Date(0).toLocaleString("en", { timeZone: timezone })).not.toThrow();
    }
  });

  it("is paid for in several currencies, or free", () => {
    const currencies = different(({ currency }) => currency);
    for (const currency of ["EGP", "EUR", "USD", "JPY", "KWD"] as const) expect(currencies).toContain(currency);
    expect(events.some(({ price }) => price === 0)).toBe(true);
    expect(events.some(({ price }) => (price ?? 0) > 0)).toBe(true);
  });

  it("is upcoming, over six months", () => {
    const starts = events.map(({ startDate }) => startDate).sort();
    expect(starts[0]?.localeCompare(now.toISOString())).toBe(1);
    expect(starts.at(-1)?.localeCompare(shifted(now, days(170)))).toBe(1);
    expect(starts.at(-1)?.localeCompare(shifted(now, days(184)))).toBe(-1);
  });

  it("starts at a sensible hour where it takes place", () => {
    const hour = ({ startDate, timezone }: (typeof events)[number]) =>
      Number(new Date(startDate).toLocaleString("en-GB", { timeZone: timezone, hour: "2-digit", hour12: false }));
    for (const event of events) expect(hour(event), event.title).toBeGreaterThanOrEqual(6);
  });

  it("has an event today whose door is open and that still sells", () => {
    const { event, ticketTypes } = todaysEvent(now);
    expect(doorRefusal(event, now.toISOString())).toBeUndefined();
    expect(event.startDate > now.toISOString()).toBe(true);
    expect(ticketTypes[0]?.price).toBeGreaterThan(0);
  });

  it("has one that is on, too, when it is started again at any later time", () => {
    const first = todaysEvent(now);
    for (let later = 0; later < 48; later++) {
      const again = new Date(now.getTime() + hours(later) / 2);
      const today = todaysEvent(again);
      // The rows of the first start are kept: a later one with the same id finds what was written then.
      const { event } = today.event.eventId === first.event.eventId ? first : today;
      expect(event.endDate > again.toISOString(), again.toISOString()).toBe(true);
      expect(doorRefusal(event, again.toISOString())).toBeUndefined();
    }
  });
});
