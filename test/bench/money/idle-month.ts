import { subscribers } from "#events/subscribers.ts";
import type { Subscriber } from "#platform/subscriber.ts";
import { sumOf, usedBy } from "#test/bench/cost/lines.ts";
import type { Costs } from "#test/bench/cost/measured.ts";
import { lambdaCounts } from "#test/bench/money/invocations.ts";
import type { Counts } from "#test/bench/money/prices.ts";

const minutes = 30 * 24 * 60;
const quarters = minutes / 15;
/**
 * Lambda polls a queue by long polls of 20 seconds, five at a time, and may go down to two (AWS: "Configuring scaling
 * behavior for SQS event source mappings"). Its polling of table streams is free (AWS: "Evaluate your DynamoDB streams
 * usage"), and so are the bus's own schedules.
 */
export const pollers = 5;
const pollsAMonth = (pollers * minutes * 60) / 20;

/** How often a schedule runs in so many minutes. */
function runsIn(span: number, { trigger }: Subscriber): number {
  if (trigger.kind !== "schedule") return 0;
  const [, number, unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(trigger.rate) ?? [];
  const length = { minute: 1, hour: 60, day: 24 * 60 }[unit];
  if (length === undefined) throw new Error(`Nobody knows how often ${trigger.rate} is`);
  return span / (Number(number) * length);
}

/** What runs by itself in thirty days of nobody doing anything. */
export function idleCounts({ scenarios }: Costs) {
  const reading = scenarios.get("a quarter of an hour of nothing");
  if (!reading) throw new Error("An idle stack was not counted");
  const { read, write } = sumOf(reading, []);
  const used = new Map(usedBy(reading, []).map(({ id, usage }) => [id, usage.requests]));
  const queues = subscribers.filter(({ trigger }) => trigger.kind === "facts" && trigger.delaySeconds !== undefined);
  const schedules = subscribers.filter(({ trigger }) => trigger.kind === "schedule");
  const runs = schedules.map((schedule) => ({
    id: schedule.id,
    times: runsIn(minutes, schedule),
    calls: (used.get(schedule.id) ?? 0) / Math.max(1, runsIn(15, schedule)),
  }));
  const sweeps = runs.reduce((sum, { times }) => sum + times, 0);
  const around = {
    ...{ "HTTP API requests": 0, "bus events": 0, "SQS requests": queues.length * pollsAMonth },
    ...lambdaCounts(runs),
  };
  const own: Counts = { ...around, "write units": write * quarters, "read units": read * quarters };
  // The textbook finds what each of them looks for in one partition of one index: half a unit a look.
  return { own, textbook: { ...around, "write units": 0, "read units": 0.5 * sweeps } satisfies Counts, sweeps };
}
