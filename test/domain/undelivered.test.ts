import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hours, minutes, seconds, shifted } from "#domain/time.ts";
import { firstHalf, followedUntil, stretchAfter } from "#domain/undelivered.ts";

const now = "2027-01-10T12:00:00.000Z";
const ago = (milliseconds: number) => shifted(now, -milliseconds);
const stretch = (until?: string) => stretchAfter(until, new Date(now));

describe("what Stripe could not deliver", () => {
  it("is asked for from where the run before came to, leaving out what may be on its way", () => {
    expect(stretch(ago(minutes(11)))).toEqual({ from: ago(minutes(11)), until: ago(seconds(60)) });
    expect(stretch()).toEqual({ from: ago(hours(1) + minutes(1)), until: ago(seconds(60)) });
    expect(stretch(ago(seconds(30)))).toBeUndefined();
  });

  it("is asked for again a little, as Stripe's clock may be behind, once the present is reached", () => {
    expect(followedUntil({ until: now, isWhole: true }, [])).toBe(ago(minutes(5)));
    expect(followedUntil({ until: now, isWhole: false }, [])).toBe(now);
  });

  it("is tried again from the first that failed, for half an hour", () => {
    const part = { until: now, isWhole: false };
    expect(followedUntil(part, [ago(minutes(3)), ago(minutes(9))])).toBe(ago(minutes(9)));
    expect(followedUntil(part, [ago(hours(2))])).toBe(ago(minutes(30)));
  });

  it("is followed in halves while it is too much, each of which comes further", () => {
    const pause = fc.integer({ min: 0, max: hours(24 * 200) });
    fc.assert(
      fc.property(pause, (milliseconds) => {
        const { from, until } = { from: ago(milliseconds), until: now };
        const half = firstHalf({ from, until });
        if (!half) expect(milliseconds).toBeLessThan(seconds(2));
        else expect([from, half.until, until].toSorted()).toEqual([from, half.until, until]);
        expect(half?.until).not.toBe(from);
      }),
    );
  });
});
