import { Fault, type FaultKind } from "#infra/local/faults/fault.ts";
import { seededRandom, shuffled } from "#infra/local/random.ts";

/** Every kind of fault there is, at AWS and at Stripe. */
export const faultKinds: readonly string[] = [
  ...Fault.options.map(({ shape }) => shape.kind.value),
  ...["stripe-error", "webhooks-duplicated", "webhooks-reordered", "webhooks-delayed", "webhooks-withheld"],
];

/** What goes wrong at Stripe, by its double's own rules. */
export type StripeFault =
  | {
      readonly kind: "stripe-error";
      readonly status: number | "drop";
      readonly afterApply: boolean;
      readonly match: string;
    }
  | { readonly kind: "webhooks-duplicated" | "webhooks-reordered" | "webhooks-delayed" | "webhooks-withheld" };

/** How a buyer behaves. */
export type Plan = {
  readonly quantity: number;
  /** Sends the same request twice at once, as a double click does. */
  readonly twice: boolean;
  readonly pays: "at once" | "after a decline" | "by 3-D Secure" | "slowly" | "when the hold ends" | "never";
  /** Cancels the order, whatever became of the payment. */
  readonly cancels: boolean;
};

/** One run of the main job: an event with few places, buyers who want them, and what goes wrong meanwhile. */
export type ChaosScenario = {
  readonly seed: number;
  readonly places: number;
  readonly price: number;
  readonly buyers: readonly Plan[];
  /** How many scan each ticket at once. */
  readonly scanners: number;
  readonly faults: readonly Fault[];
  readonly stripeFaults: readonly StripeFault[];
  /** Minutes that pass in one go once everybody is done: past every hold, its message's tries and the sweep behind it. */
  readonly pauses: readonly number[];
};

const prefix = "bilten-local-";
/**
 * Which functions of the main job call which services, and how often at most, so that a fault can hit any of it. The
 * ways Lambda itself reads queues and streams in their name are another service's calls, or not in this list.
 */
type Calls = readonly [functionName: string, service: string, times: number];
const calls: readonly [Calls, ...Calls[]] = [
  ["orders-place-order", "dynamodb", 6],
  ["orders-place-order", "dynamodb", 6],
  ["orders-place-order", "secretsmanager", 2],
  ["payments-receive-stripe-event", "dynamodb", 4],
  ["payments-receive-stripe-event", "dynamodb", 4],
  ["payments-receive-stripe-event", "secretsmanager", 1],
  ["orders-cancel-order", "dynamodb", 3],
  ["orders-get-order", "dynamodb", 1],
  ["check-ins-check-in-ticket", "dynamodb", 5],
  ["holds-expire-hold", "dynamodb", 3],
  ["holds-sweep-holds", "dynamodb", 4],
  ["relay-relay", "events", 2],
  ["relay-relay", "s3", 4],
  ["notifications-notify-buyer", "dynamodb", 2],
  ["notifications-notify-organizer", "dynamodb", 2],
  ["notifications-send-confirmation", "dynamodb", 6],
  ["notifications-send-confirmation", "ses", 1],
  ["check-ins-log-scan", "dynamodb", 1],
];

/** The same scenario for the same seed, always. */
export function scenarioOf(seed: number): ChaosScenario {
  // Neighbouring seeds would begin alike: the first throws are thrown away.
  const random = seededRandom(seed * 7919);
  for (let thrown = 0; thrown < 8; thrown++) random();
  const upTo = (most: number) => Math.floor(random() * most);
  const one = <T>(choices: readonly [T, ...T[]]): T => choices[upTo(choices.length)] ?? choices[0];

  const buyers = Array.from(
    { length: 3 + upTo(3) },
    (): Plan => ({
      quantity: 1 + upTo(2),
      twice: random() < 0.25,
      pays: one([
        "at once",
        "at once",
        "at once",
        "after a decline",
        "by 3-D Secure",
        "slowly",
        "when the hold ends",
        "never",
      ]),
      cancels: random() < 0.2,
    }),
  );

  const callFault = (kind: FaultKind) => {
    const [functionName, service, most] = one(calls);
    return { kind, functionName: `${prefix}${functionName}`, service, skip: upTo(most), times: 1 + upTo(2), odds: 1 };
  };
  const functionFault = (kind: FaultKind) => {
    const [functionName] = one(calls);
    return { kind, functionName: `${prefix}${functionName}`, skip: upTo(2), times: 1 + upTo(2), odds: 1 };
  };
  const table = (kind: FaultKind, operation: string) => ({
    kind,
    operation,
    skip: upTo(6),
    times: 1 + upTo(3),
    odds: 1,
  });
  const chances: readonly (() => unknown)[] = [
    ...(["error-before", "error-after", "throttled", "response-lost", "kill-before", "kill-after"] as const).map(
      (kind) => () => callFault(kind),
    ),
    // Shorter than any function's timeout.
    () => ({ ...callFault("latency"), milliseconds: 200 + upTo(4_000), times: 1 }),
    () => ({ ...table("transaction-conflict", "TransactWriteItems"), mixed: random() < 0.5 }),
    () => ({ ...table("slow-transaction", "TransactWriteItems"), milliseconds: 50 + upTo(1_000) }),
    () => table("unprocessed", "BatchGetItem"),
    () => table("empty-page", "Query"),
    () => ({ ...table("stale-read", "GetItem"), milliseconds: 500 + upTo(5_000) }),
    () => ({ ...table("index-lag", "Query"), milliseconds: 500 + upTo(60_000) }),
    () => functionFault("function-timeout"),
    () => functionFault("dirty-environment"),
    () => ({ kind: "put-events-partly-failed", skip: upTo(3), times: 1 + upTo(2), odds: 1 }),
    ...(["event-duplicated", "event-delayed", "events-reordered", "message-duplicated"] as const).map((kind) => () => ({
      kind,
      skip: upTo(3),
      times: 1 + upTo(3),
      odds: 1,
      ...(kind === "event-delayed" && { milliseconds: 1_000 + upTo(60_000) }),
    })),
    () => ({ kind: "stream-batch-duplicated", skip: upTo(4), times: 1, odds: 1 }),
    () => ({ kind: "stream-replayed", skip: upTo(4), times: 1, odds: 1 }),
    () => ({
      kind: "poison-record",
      functionName: `${prefix}relay-relay`,
      skip: upTo(6),
      times: 1 + upTo(4),
      odds: 1,
      position: 0,
    }),
    () => stripeError(upTo, one),
    () => stripeError(upTo, one),
    () => ({ kind: one(["webhooks-duplicated", "webhooks-reordered", "webhooks-delayed", "webhooks-withheld"]) }),
  ];
  const chosen = shuffled(chances, random)
    .slice(0, 1 + upTo(4))
    .map((make) => make() as Fault | StripeFault);
  const atStripe = (fault: Fault | StripeFault): fault is StripeFault => /^(stripe|webhooks)-/.test(fault.kind);
  return {
    seed,
    places: 2 + upTo(3),
    price: random() < 0.15 ? 0 : 2500,
    buyers,
    scanners: 2,
    faults: chosen.filter((fault): fault is Fault => !atStripe(fault)),
    stripeFaults: chosen.filter(atStripe),
    pauses: random() < 0.3 ? [2, 14, 4, 4, 24] : [2, 14, 32],
  };
}

function stripeError(upTo: (most: number) => number, one: <T>(choices: readonly [T, ...T[]]) => T): StripeFault {
  const match = one([
    "POST /v1/payment_intents",
    "POST /v1/payment_intents/:id/cancel",
    "POST /v1/refunds",
    "GET /v1/*",
  ]);
  return { kind: "stripe-error", status: one([500, 429, 409, "drop"]), afterApply: upTo(2) === 1, match };
}
