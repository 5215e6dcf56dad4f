import { subscribers } from "#events/subscribers.ts";
import { operations } from "#functions/operations.ts";
import type { Counts } from "#test/bench/money/prices.ts";

/** So many runs of a function, each with so many calls of AWS and of Stripe one after the other. */
export type Runs = {
  readonly id: string;
  readonly times: number;
  readonly calls: number;
  readonly stripeCalls?: number;
};

/** Milliseconds a run takes on AWS; the local machine's own times say nothing of that. */
export const assumed = { run: 10, call: 5, stripeCall: 300, logBytes: 600 };

const memoryOf = new Map(
  [...operations, ...subscribers].map(({ id, memory = 512 }): [string, number] => [id, memory / 1024]),
);

/** What Lambda and CloudWatch bill for them: the functions' memory, the assumed times, one log line beside Lambda's own three. */
export function lambdaCounts(runs: readonly Runs[]): Pick<Counts, "Lambda invocations" | "Lambda GB-s" | "log GB"> {
  const invocations = runs.reduce((sum, { times }) => sum + times, 0);
  const gigabyteSeconds = runs.map(({ id, times, calls, stripeCalls = 0 }) => {
    const milliseconds = assumed.run + calls * assumed.call + stripeCalls * assumed.stripeCall;
    return times * (memoryOf.get(id) ?? 0.5) * (milliseconds / 1000);
  });
  return {
    "Lambda invocations": invocations,
    "Lambda GB-s": gigabyteSeconds.reduce((sum, one) => sum + one, 0),
    "log GB": (invocations * assumed.logBytes) / 1e9,
  };
}
