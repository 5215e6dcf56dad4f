import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freshGeneration, judgeRefresh } from "#domain/session.ts";
import { days, seconds } from "#domain/time.ts";

const userId = "0198c0de-0000-7000-8000-000000000001";
const familyId = "0198c0de-0000-7000-8000-000000000002";
const rotated = new Date("2027-03-01T19:00:00.000Z");
const session = { userId, familyId, epoch: 0, ...freshGeneration(5, rotated) };
const later = (milliseconds: number) => new Date(rotated.getTime() + milliseconds);

describe("a refresh token is worth", () => {
  it.each([
    ["the newest", 5, 0, "rotate"],
    ["the newest, a moment before the session expires", 5, days(30) - 1, "rotate"],
    ["the newest, when the session expires", 5, days(30), "ended"],
    ["the one before, at once", 4, 0, "repeat"],
    ["the one before, by a clock a little behind", 4, -50, "repeat"],
    ["the one before, at the end of the grace", 4, seconds(10), "repeat"],
    ["the one before, after the grace", 4, seconds(10) + 1, "reuse"],
    ["one two before, however soon", 3, 0, "reuse"],
    ["the first of all", 1, 0, "reuse"],
    ["one never given out", 6, 0, "ended"],
  ])("%s", (_, generation, milliseconds, worth) => {
    expect(judgeRefresh(session, generation, later(milliseconds))).toBe(worth);
  });

  it("nothing once the session was ended, whatever its generation and age", () => {
    const ended = { ...session, revokedAt: rotated.toISOString() };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: days(60) }), (generation, passed) => {
        expect(judgeRefresh(ended, generation, later(passed))).toBe("ended");
      }),
    );
  });

  it("a repeat for one generation only, and for ten seconds only", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: seconds(30) }), (generation, passed) => {
        const isRepeat = judgeRefresh(session, generation, later(passed)) === "repeat";
        expect(isRepeat).toBe(generation === 4 && passed <= seconds(10));
      }),
    );
  });
});
