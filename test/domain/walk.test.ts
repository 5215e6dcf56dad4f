import { describe, expect, it } from "vitest";
import { days, minutes, shifted } from "#domain/time.ts";
import { afterPage, openWalk, type Walk } from "#domain/walk.ts";

const now = new Date("2027-03-01T18:00:00.000Z");
const eventId = "00000000-0000-4000-8000-000000000001";
const passed = (walk: Walk, failed: number) => afterPage(walk, undefined, failed, now);

describe("a walk over a cancelled event", () => {
  const first = openWalk(eventId, "cancel", now.toISOString());

  it("is over after a second pass that leaves nothing to be done", () => {
    const second = passed(first, 0);
    expect(second).toMatchObject({ pass: 2, dueAt: shifted(now, minutes(20)) });
    expect(passed(second, 0)).toMatchObject({ pass: 2, endedAt: now.toISOString() });
  });

  it("goes on while anything is left: every twenty minutes, after ten passes every day", () => {
    let walk: Walk = first;
    const gaps: number[] = [];
    for (let pass = 1; pass <= 12; pass++) {
      walk = passed(walk, 1);
      gaps.push(Date.parse(walk.dueAt) - now.getTime());
    }
    expect(gaps).toEqual([...Array(9).fill(minutes(20)), ...Array(3).fill(days(1))]);
    expect(passed(walk, 0).endedAt).toBe(now.toISOString());
  });
});
