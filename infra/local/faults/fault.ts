import * as z from "zod";

/** Which occurrences a fault hits: the first `skip` that match go unharmed, the next `times` are hit if the dice say so. */
const when = {
  skip: z.int().min(0).default(0),
  times: z.int().min(1).default(1),
  /** The chance, for each of them, to be hit. */
  odds: z.number().min(0).max(1).default(1),
};

/** AWS calls, by what is given; only a call by a function's code has a `functionName`. */
const atCall = {
  ...when,
  service: z.string().optional(),
  operation: z.string().optional(),
  functionName: z.string().optional(),
  /** Found in the call's body: an item's id, so that what others do at the same time is no occurrence. */
  text: z.string().min(1).optional(),
};

/** Deliveries to a function (a batch, an event) or by a function's name as the target. */
const atFunction = { ...when, functionName: z.string().optional() };

/** Everything that can be made to go wrong, as data: a scenario is a seed and a list of these. */
export const Fault = z.discriminatedUnion("kind", [
  // Any AWS call. An error is the service's own internal one unless it is named.
  // Refused without having been carried out.
  z.strictObject({ kind: z.literal("error-before"), ...atCall, error: z.string().optional() }),
  // Carried out, and answered with an error all the same.
  z.strictObject({ kind: z.literal("error-after"), ...atCall, error: z.string().optional() }),
  // Refused as one call too many, in the service's own words.
  z.strictObject({ kind: z.literal("throttled"), ...atCall }),
  // Carried out, and the connection cut instead of an answer.
  z.strictObject({ kind: z.literal("response-lost"), ...atCall }),
  // Waits before it is carried out: on the clock, so a test that moves the clock waits for nothing.
  z.strictObject({ kind: z.literal("latency"), ...atCall, milliseconds: z.int().min(1).max(60_000) }),
  // The function instance that made the call dies, with the call not carried out or carried out.
  z.strictObject({ kind: z.literal("kill-before"), ...atCall }),
  z.strictObject({ kind: z.literal("kill-after"), ...atCall }),
  // DynamoDB.
  // A transaction or a write of one item is refused as if another transaction were at one of its items; `mixed` lets
  // those of a transaction's own conditions that do not hold be told beside it.
  z.strictObject({ kind: z.literal("transaction-conflict"), ...atCall, mixed: z.boolean().default(false) }),
  // A transaction stays in the way of others for up to so long on the clock after it is done, before it is answered.
  z.strictObject({ kind: z.literal("slow-transaction"), ...atCall, milliseconds: z.int().min(1).default(50) }),
  // Some items of a batch come back unprocessed.
  z.strictObject({ kind: z.literal("unprocessed"), ...atCall }),
  // A Query or Scan that has something to find answers a page without items and with a key that leads on.
  z.strictObject({ kind: z.literal("empty-page"), ...atCall }),
  // An eventually consistent read of a table, or a query of an index, answers what was there so long ago by the clock:
  // a copy of the tables does, made once such a scenario is set, that lags as long as the longest of them says.
  z.strictObject({ kind: z.literal("stale-read"), ...atCall, milliseconds: z.int().min(1).default(1_000) }),
  z.strictObject({ kind: z.literal("index-lag"), ...atCall, milliseconds: z.int().min(1).default(1_000) }),
  // Functions and what is delivered to them.
  // The function does all its work, but is said to have timed out, and its instance ends.
  z.strictObject({ kind: z.literal("function-timeout"), ...atFunction }),
  // The invocation fails with its first call to another service answered; what it would have done next it does within
  // the next invocation of the same instance, beside that one's own work.
  z.strictObject({ kind: z.literal("dirty-environment"), ...atFunction }),
  // PutEvents by this function: some entries fail, at least one, in an answer that is a 200.
  z.strictObject({ kind: z.literal("put-events-partly-failed"), ...atFunction }),
  // An event on its way to this function or to its queue: comes twice; late, by the clock; after the next one.
  z.strictObject({ kind: z.literal("event-duplicated"), ...atFunction }),
  z.strictObject({ kind: z.literal("event-delayed"), ...atFunction, milliseconds: z.int().min(1).default(30_000) }),
  z.strictObject({ kind: z.literal("events-reordered"), ...atFunction }),
  // A message of a queue comes again although it was worked on and deleted.
  z.strictObject({ kind: z.literal("message-duplicated"), ...atFunction }),
  // A batch of stream records comes again although it was a success; or all records from the oldest on.
  z.strictObject({ kind: z.literal("stream-batch-duplicated"), ...atFunction }),
  z.strictObject({ kind: z.literal("stream-replayed"), ...atFunction }),
  // Every batch with this record, chosen by its place in the first one, fails until it is given up.
  z.strictObject({ kind: z.literal("poison-record"), ...atFunction, position: z.int().min(0).default(0) }),
]);
export type Fault = z.output<typeof Fault>;
export type FaultKind = Fault["kind"];
export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>;

export const Scenario = z.strictObject({ seed: z.int().default(1), faults: z.array(Fault) });
export type Scenario = z.output<typeof Scenario>;
