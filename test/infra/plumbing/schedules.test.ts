import { describe, expect, it, onTestFinished } from "vitest";
import { createClock } from "../../../infra/local/clock.ts";
import type { BusEvent } from "../../../infra/local/plumbing/bus/delivery.ts";
import { startSchedules } from "../../../infra/local/plumbing/schedule/schedules.ts";
import { arnOf, schedule } from "../resources.ts";

const hour = 3_600_000;

/** Starts one schedule of Berlin on a clock that stands still, and moves it hour by hour; answers when it fired. */
async function firedFrom(start: string, hours: number, ScheduleExpression: string) {
  const clock = createClock(Date.parse(start));
  const fired: string[] = [];
  const resource = schedule("berlin", {
    ...{ ScheduleExpression, ScheduleExpressionTimezone: "Europe/Berlin", FlexibleTimeWindow: { Mode: "OFF" } },
    Target: { Arn: arnOf.lambda("report") },
  });
  const place = { region: "eu-west-1", account: "000000000000" };
  const send = (_target: unknown, event: BusEvent) => void fired.push(event.time.slice(5, 16));
  const running = startSchedules({ resources: [resource], rules: [], clock, place, send });
  onTestFinished(() => running.stop());
  for (let passed = 0; passed < hours; passed++) {
    clock.advance(hour);
    while (running.due() > 0) await new Promise(setImmediate);
  }
  return fired;
}

/** EventBridge Scheduler User Guide, "Daylight savings time": times that do not exist are left out, none comes twice. */
describe("a schedule of Berlin", () => {
  it.each([
    [
      "at half past two in spring, on the day without that time",
      "2026-03-28T00:00:00Z",
      "30 2",
      ["03-28T01:30", "03-30T00:30"],
    ],
    ["at nine in spring", "2026-03-28T00:00:00Z", "0 9", ["03-28T08:00", "03-29T07:00", "03-30T07:00"]],
    [
      "at half past two in autumn, on the day that has it twice",
      "2026-10-24T00:00:00Z",
      "30 2",
      ["10-24T00:30", "10-25T00:30", "10-26T01:30"],
    ],
    ["at nine in autumn", "2026-10-24T00:00:00Z", "0 9", ["10-24T07:00", "10-25T08:00", "10-26T08:00"]],
  ])("%s", async (_when, start, time, fired) => {
    expect(await firedFrom(start, 72, `cron(${time} * * ? *)`)).toEqual(fired);
  });

  it("by rate knows no summer time: a day is 24 hours", async () => {
    const fired = await firedFrom("2026-03-28T00:00:00Z", 72, "rate(1 day)");
    expect(fired).toEqual(["03-29T00:00", "03-30T00:00", "03-31T00:00"]);
  });
});

it("a schedule within a flexible window is refused", () => {
  const flexible = { ScheduleExpression: "rate(1 day)", FlexibleTimeWindow: { Mode: "FLEXIBLE" } };
  const resources = [schedule("s", { ...flexible, Target: { Arn: arnOf.lambda("report") } })];
  const place = { region: "eu-west-1", account: "000000000000" };
  expect(() => startSchedules({ resources, rules: [], clock: createClock(), place, send: () => {} })).toThrow(
    "no flexible time windows",
  );
});
