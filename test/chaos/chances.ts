import type * as z from "zod";
import type { Fault } from "#infra/local/faults/fault.ts";
import { otherStripeKinds, type StripeFault } from "#test/chaos/stripe-kinds.ts";

/** Throws of the scenario's dice. */
export type Dice = {
  /** A whole number from 0 to below `most`. */
  upTo(most: number): number;
  one<T>(choices: readonly [T, ...T[]]): T;
};

type Given = z.input<typeof Fault> | StripeFault;
type Chance = () => Given | readonly Given[];
type Calls = readonly [functionName: string, service: string, most: number];

/**
 * Which functions of the main job call which services, and how often at most, so that a fault can hit any of it. The
 * ways Lambda itself reads queues and streams in their name are another service's calls, or not in this list.
 */
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
  ["notifications-send-confirmation", "dynamodb", 6],
  ["notifications-send-confirmation", "ses", 1],
  ["check-ins-log-scan", "dynamodb", 1],
];
/** A function may die at a call of Stripe, too; what else goes wrong there is Stripe's own. */
const mortal: typeof calls = [
  ...calls,
  ["orders-place-order", "stripe", 1],
  ["holds-expire-hold", "stripe", 1],
  ["payments-receive-stripe-event", "stripe", 1],
];

/** One fault of every kind there is, each with dice of its own. */
export function chances({ upTo, one }: Dice): readonly Chance[] {
  const named = (functionName: string) => `bilten-local-${functionName}`;
  // The SDK tries three times: only what strikes more often reaches the product.
  const atCall = (of = calls) => {
    const [functionName, service, most] = one(of);
    return { functionName: named(functionName), service, skip: upTo(most), times: 1 + upTo(4) };
  };
  const atFunction = () => ({ functionName: named(one(calls)[0]), skip: upTo(2), times: 1 + upTo(2) });
  const atTable = (operation: string) => ({ operation, skip: upTo(3), times: 1 + upTo(3) });
  const anywhere = () => ({ skip: upTo(3), times: 1 + upTo(3) });
  return [
    () => ({ kind: "error-before", ...atCall() }),
    () => ({ kind: "error-after", ...atCall() }),
    () => ({ kind: "throttled", ...atCall() }),
    () => ({ kind: "response-lost", ...atCall() }),
    () => ({ kind: "kill-before", ...atCall(mortal) }),
    () => ({ kind: "kill-after", ...atCall(mortal) }),
    () => ({ kind: "latency", ...atCall(), times: 1, milliseconds: one([500, 4_000, 25_000]) }),
    () => ({ kind: "transaction-conflict", ...atTable("TransactWriteItems"), mixed: upTo(2) === 1 }),
    () => ({ kind: "slow-transaction", ...atTable("TransactWriteItems"), milliseconds: 50 + upTo(1_000) }),
    () => ({ kind: "unprocessed", ...atTable("BatchGetItem") }),
    () => ({ kind: "empty-page", ...atTable("Query") }),
    // Only what nothing is decided by is read that way: here, what is needed to note a scan that the door did not get to.
    () => [
      { kind: "stale-read", operation: "GetItem", times: 3, milliseconds: 500 + upTo(5_000) },
      {
        kind: "kill-before",
        functionName: named("check-ins-check-in-ticket"),
        operation: "PutItem",
        times: 1 + upTo(2),
      },
    ],
    () => ({ kind: "index-lag", ...atTable("Query"), milliseconds: 500 + upTo(60_000) }),
    () => ({ kind: "function-timeout", ...atFunction() }),
    () => ({ kind: "dirty-environment", ...atFunction() }),
    () => ({ kind: "put-events-partly-failed", ...anywhere() }),
    () => ({ kind: "event-duplicated", ...anywhere() }),
    () => ({ kind: "event-delayed", ...anywhere(), milliseconds: 1_000 + upTo(60_000) }),
    () => ({ kind: "events-reordered", ...anywhere() }),
    () => ({ kind: "message-duplicated", ...anywhere() }),
    () => ({ kind: "stream-batch-duplicated", ...anywhere() }),
    () => ({ kind: "stream-replayed", ...anywhere(), times: 1 }),
    () => ({ kind: "poison-record", functionName: named("relay-relay"), ...anywhere(), position: upTo(3) }),
    () => stripeError({ upTo, one }),
    () => stripeError({ upTo, one }),
    ...otherStripeKinds.map((kind) => () => ({ kind })),
  ];
}

/** Where money goes back at Stripe. */
export const refunds = "POST /v1/refunds";

function stripeError({ upTo, one }: Dice): StripeFault {
  const match = one(["POST /v1/payment_intents", "POST /v1/payment_intents/:id/cancel", refunds, "GET /v1/*"]);
  const status = one<number | "drop">([500, 429, 409, "drop"]);
  // Sometimes until it is mended: holds are then released without Stripe, and can still be paid for.
  const next = upTo(3) === 0 ? 1_000 : 1 + upTo(4);
  return { kind: "stripe-error", status, next, afterApply: upTo(2) === 1, match };
}
