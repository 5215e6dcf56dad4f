import { describe, expect, it } from "vitest";
import { days, minutes, shifted } from "#domain/time.ts";
import { afterPage, openWalk, type Walk } from "#domain/walk.ts";

const now = new Date("2027-03-01T18:00:00.000Z");
const eventId = "00000000-0000-4000-8000-000000000001";
const passed = (walk: Walk, failed: number) => afterPage(walk, undefined, failed, now);

describe("a walk over a cancelled event", () => {
  const first = openWalk(eventId, "cancel", now.toISOString());

  it("is over after a third pass, twenty minutes after the first, that leaves nothing to be done", () => {
    const second = passed(first, 0);
    expect(second).toMatchObject({ pass: 2, dueAt: shifted(now, minutes(5)) });
    const third = passed(second, 0);
    expect(third).toMatchObject({ pass: 3, dueAt: shifted(now, minutes(15)) });
    expect(passed(third, 0)).toMatchObject({ pass: 3, endedAt: now.toISOString() });
  });

  it("counts how its orders stand, page by page, and shows the last whole count", () => {
    const [back, going] = [
      { state: "paidBack", paid: 500, returned: 500 },
      { state: "pending", paid: 700, returned: 200 },
    ] as const;
    const half = afterPage(first, { part: 3 }, 1, now, [back, going]);
    const sum = { orders: 2, paidBack: 1, pending: 1, failed: 0, paid: 1_200, returned: 700 };
    expect([half.counting, half.counted]).toEqual([sum, undefined]);
    const whole = afterPage(half, undefined, 0, now, [back]);
    const all = { ...sum, orders: 3, paidBack: 2, paid: 1_700, returned: 1_200, at: now.toISOString() };
    expect([whole.counting, whole.counted]).toEqual([undefined, all]);
    // The next pass counts anew, and nobody sees less meanwhile.
    const next = afterPage(whole, { part: 1 }, 0, now, [back]);
    expect([next.counting?.orders, next.counted]).toEqual([1, all]);
  });

  it("goes on while anything is left: every twenty minutes, after ten passes every day", () => {
    let walk: Walk = first;
    const gaps: number[] = [];
    for (let pass = 1; pass <= 12; pass++) {
      walk = passed(walk, 1);
      gaps.push(Date.parse(walk.dueAt) - now.getTime());
    }
    expect(gaps).toEqual([minutes(5), minutes(15), ...Array(7).fill(minutes(20)), ...Array(3).fill(days(1))]);
    expect(passed(walk, 0).endedAt).toBe(now.toISOString());
  });
});
