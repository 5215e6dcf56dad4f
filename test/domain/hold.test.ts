import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extendedHold, isLastSweep, isLastTry, lookedAt } from "#domain/hold.ts";
import { days, hours, minutes, shifted } from "#domain/time.ts";

const placed = "2027-01-10T12:00:00.000Z";
const holdUntil = shifted(placed, minutes(15));
const later = (milliseconds: number) => new Date(shifted(holdUntil, milliseconds));

describe("a hold", () => {
  it("is released without Stripe from the fourth delivery of its message on", () => {
    const tries = [0, 3, 6, 9, 12].map((minute, index) => isLastTry({ holdUntil }, index + 1, later(minutes(minute))));
    expect(tries).toEqual([false, false, false, true, true]);
  });

  it("had no try by a delivery that came too early, nor before its first if that is late", () => {
    const early = [-1, 2, 5, 8, 11].map((minute, index) => isLastTry({ holdUntil }, index + 1, later(minutes(minute))));
    expect(early).toEqual([false, false, false, false, true]);
    expect([1, 2, 3, 4].map((attempt) => isLastTry({ holdUntil }, attempt, later(hours(1))))).toEqual([
      ...[false, false, false],
      true,
    ]);
  });

  it("is released without Stripe by the sweep only after the sweep, too, has had its tries", () => {
    const sweeps = [12, 17, 22, 27].map((minute) => isLastSweep({ holdUntil }, later(minutes(minute))));
    expect(sweeps).toEqual([false, false, false, true]);
  });

  it("is looked at once before its end, whenever the sweep comes", () => {
    const looks = (first: number) =>
      [0, 1, 2, 3, 4].filter((sweep) => {
        const [from, until] = lookedAt(new Date(shifted(placed, first + sweep * minutes(5))));
        return from <= holdUntil && holdUntil < until;
      });
    fc.assert(fc.property(fc.integer({ min: 0, max: minutes(5) - 1 }), (first) => looks(first).length === 1));
  });

  it("lasts a quarter of an hour longer while its payment is processed, and a day in all", () => {
    const extended = (after: number) => extendedHold({ createdAt: placed }, new Date(shifted(placed, after)));
    expect(extended(minutes(30))).toBe(shifted(placed, minutes(45)));
    expect(extended(hours(24) - minutes(15))).toBe(shifted(placed, hours(24)));
    expect(extended(hours(24) - minutes(14))).toBeUndefined();
    expect(extended(days(3))).toBeUndefined();
  });
});
