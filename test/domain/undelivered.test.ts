import { describe, expect, it } from "vitest";
import { hours, minutes, seconds, shifted } from "#domain/time.ts";
import { followedUntil, stretchAfter } from "#domain/undelivered.ts";

const now = "2027-01-10T12:00:00.000Z";
const ago = (milliseconds: number) => shifted(now, -milliseconds);
const stretch = (until?: string) => stretchAfter(until, new Date(now));

describe("what Stripe could not deliver", () => {
  it("is asked for from where the run before came to, leaving out what may be on its way", () => {
    expect(stretch(ago(minutes(6)))).toEqual({ from: ago(minutes(11)), until: ago(seconds(60)) });
    expect(stretch()).toEqual({ from: ago(hours(1) + minutes(6)), until: ago(seconds(60)) });
    expect(stretch(ago(seconds(30)))).toBeUndefined();
  });

  it("is followed an hour at a time after a long pause", () => {
    expect(stretch(ago(hours(5)))?.until).toBe(ago(hours(4)));
  });

  it("is tried again from the first that failed, for half an hour", () => {
    expect(followedUntil(now, [])).toBe(now);
    expect(followedUntil(now, [ago(minutes(3)), ago(minutes(9))])).toBe(ago(minutes(9)));
    expect(followedUntil(now, [ago(hours(2))])).toBe(ago(minutes(30)));
  });
});
