import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextTry, secondsToWait, type Tries } from "#domain/back-off.ts";
import { hours } from "#domain/time.ts";

const start = Date.parse("2027-03-01T19:00:00.000Z");
/** The waits after each of so many wrong passwords, each tried as soon as it is looked at. */
function waits(count: number): number[] {
  let state: Tries | undefined;
  let now = start;
  return Array.from({ length: count }, () => {
    state = nextTry(state, new Date(now));
    const wait = secondsToWait(state, new Date(now));
    now += wait * 1000;
    return wait;
  });
}

describe("wrong passwords", () => {
  it("are free nine times; then the wait doubles up to a minute", () => {
    expect(waits(19)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
  });

  it("get at most 75 guesses into any first hour, and never more than a minute's wait", () => {
    const all = waits(80);
    expect(Math.max(...all)).toBe(60);
    expect(all.slice(0, 75).reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(3600);
  });

  it("are forgotten an hour after the last", () => {
    const tired = { tries: 40, resetsAt: new Date(start + hours(1)).toISOString() };
    expect(nextTry(tired, new Date(start + hours(1) - 1)).tries).toBe(41);
    expect(nextTry(tired, new Date(start + hours(1))).tries).toBe(1);
  });

  it("never make anyone wait whose clock is behind the one that counted", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 5000 }), (tries, behind) => {
        const before = { tries, resetsAt: new Date(start + hours(1)).toISOString() };
        expect(secondsToWait(nextTry(before, new Date(start)), new Date(start - behind))).toBe(0);
      }),
    );
  });
});
