import { randomUUID } from "node:crypto";
import { occurrenceOf, until } from "../faults/fault-gate.ts";
import type { Faults } from "../faults/faults.ts";
import { jsonFault } from "../front/answers.ts";
import { type AwsCall, type Gate, jsonBody, withBody } from "../front/call.ts";
import { stringAt } from "../json.ts";
import type { Clock } from "../seams.ts";
import { carryOutWithout } from "./partial-batch.ts";
import { canceled, conflict, conflicting, reasonsAt } from "./refusals.ts";
import type { TableSchemas } from "./table-schema.ts";
import { type Touched, touchedItems } from "./touched-items.ts";

/** Ids of the items that calls under way are at, with how many of them there are. */
type UnderWay = Map<string, number>;
/** A TransactGetItems under way, and the positions at which a write has begun meanwhile. */
type Snapshot = { readonly items: readonly Touched[]; readonly spoilt: Set<number> };

/**
 * Refuses what meets another transaction on an item, which DynamoDB Local never does (AWS: "Amazon DynamoDB
 * Transactions: How it works", transaction conflict handling): a write of an item, or a transaction that writes or
 * checks it, while a TransactWriteItems is at it; a TransactGetItems while any write is. Other reads never conflict. A
 * batch gives such items back unprocessed; which error it would be is not published.
 */
export function transactionConflicts(schemas: TableSchemas, faults: Faults, clock: Pick<Clock, "now" | "at">): Gate {
  const transactions: UnderWay = new Map();
  const writes: UnderWay = new Map();
  const snapshots = new Set<Snapshot>();
  const tokens = new Set<string>();
  const repeatable = tokensOnTheClock(clock);
  const meeting = (items: readonly Touched[], ...others: readonly UnderWay[]) =>
    new Set(items.flatMap(({ id }, position) => (others.some((other) => other.has(id)) ? [position] : [])));

  /** Has the items count as being written until the work is done. */
  async function writing<T>(items: readonly Touched[], into: UnderWay, work: () => Promise<T>): Promise<T> {
    for (const { items: read, spoilt } of snapshots)
      for (const [position, { id }] of read.entries()) if (items.some((item) => item.id === id)) spoilt.add(position);
    for (const { id } of items) into.set(id, (into.get(id) ?? 0) + 1);
    try {
      return await work();
    } finally {
      for (const { id } of items) {
        const left = (into.get(id) ?? 1) - 1;
        left > 0 ? into.set(id, left) : into.delete(id);
      }
    }
  }

  return async (call, next) => {
    const items = touchedItems(call, schemas);
    if (items.length === 0) return next(call);
    const met = meeting(items, transactions);
    const refused = (positions: ReadonlySet<number>) => canceled(reasonsAt(positions, items.length, conflict));

    switch (call.operation) {
      case "TransactWriteItems": {
        const token = stringAt(jsonBody(call), "ClientRequestToken") ?? "";
        if (tokens.has(token)) return inProgress();
        if (met.size > 0) return refused(met);
        const slow = faults.take("slow-transaction", occurrenceOf(call));
        const held = slow && 1 + Math.floor(faults.random() * slow.milliseconds);
        if (token) tokens.add(token);
        return writing(items, transactions, async () => {
          const answer = await next(repeatable(call));
          if (held) await until(clock, held);
          return answer;
        }).finally(() => tokens.delete(token));
      }
      case "TransactGetItems": {
        const others = meeting(items, transactions, writes);
        if (others.size > 0) return refused(others);
        const snapshot = { items, spoilt: new Set<number>() };
        snapshots.add(snapshot);
        const answer = await next(call).finally(() => snapshots.delete(snapshot));
        return snapshot.spoilt.size > 0 && answer.status === 200 ? refused(snapshot.spoilt) : answer;
      }
      case "BatchWriteItem":
        if (met.size > 0) return carryOutWithout(met, call, (rest) => writing(items, writes, () => next(rest)));
        return writing(items, writes, () => next(call));
      case "PutItem":
      case "UpdateItem":
      case "DeleteItem":
        return met.size > 0 ? conflicting() : writing(items, writes, () => next(call));
      default:
        return next(call);
    }
  };
}

/** The same token while its first transaction is still under way; the SDKs try again. */
function inProgress() {
  const type = "com.amazonaws.dynamodb.v20120810#TransactionInProgressException";
  return jsonFault(type, "The transaction with the given request token is already in progress.");
}

/** Tokens remembered, so that a stack that runs for weeks does not fill memory with them. */
const tokensKept = 10_000;

/**
 * Ends the ten minutes in which a token stands for one transaction (AWS: "TransactWriteItems", idempotency) by the
 * clock: DynamoDB Local counts them by the machine's, so it is given another token once they are over.
 */
function tokensOnTheClock(clock: Pick<Clock, "now">): (call: AwsCall) => AwsCall {
  const known = new Map<string, { readonly as: string; readonly until: number }>();
  return (call) => {
    const body = jsonBody(call);
    const token = stringAt(body, "ClientRequestToken");
    if (token === undefined) return call;
    const before = known.get(token);
    const lasts = before !== undefined && clock.now() < before.until;
    const { as, until } = lasts ? before : { as: before ? randomUUID() : token, until: clock.now() + 600_000 };
    known.delete(token);
    known.set(token, { as, until });
    const [oldest] = known.keys();
    if (known.size > tokensKept && oldest !== undefined) known.delete(oldest);
    return as === token ? call : withBody(call, { ...body, ClientRequestToken: as });
  };
}
