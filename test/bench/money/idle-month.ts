import { sweepHolds } from "#events/holds/sweep-holds.ts";
import { subscribers } from "#events/subscribers.ts";
import { sumOf } from "#test/bench/cost/lines.ts";
import type { Costs } from "#test/bench/cost/measured.ts";
import { lambdaCounts } from "#test/bench/money/invocations.ts";
import type { Counts } from "#test/bench/money/prices.ts";

const minutes = 30 * 24 * 60;
/**
 * Lambda polls a queue by long polls of 20 seconds, five at a time, and may go down to two (AWS: "Configuring scaling
 * behavior for SQS event source mappings"). Its polling of table streams is free (AWS: "Evaluate your DynamoDB streams
 * usage"), and so are the bus's own schedules.
 */
export const pollers = 5;
const pollsAMonth = (pollers * minutes * 60) / 20;

/** What runs by itself in thirty days of nobody doing anything. */
export function idleCounts({ scenarios }: Costs) {
  const reading = scenarios.get("five minutes of nothing");
  if (!reading) throw new Error("An idle stack was not counted");
  const { requests, read, write } = sumOf(reading, []);
  const queues = subscribers.filter(({ trigger }) => trigger.kind === "facts" && trigger.delaySeconds !== undefined);
  const sweeps = minutes / Number(/\d+/.exec(sweepHolds.trigger.rate)?.[0]);
  const around = {
    ...{ "HTTP API requests": 0, "bus events": 0, "SQS requests": queues.length * pollsAMonth },
    ...lambdaCounts([{ id: sweepHolds.id, times: sweeps, calls: requests }]),
  };
  const own: Counts = { ...around, "write units": write * sweeps, "read units": read * sweeps };
  // The textbook finds pending orders in one partition of one index: half a unit a look.
  return { own, textbook: { ...around, "write units": 0, "read units": 0.5 * sweeps } satisfies Counts, sweeps };
}
