import { occurrenceOf } from "../faults/fault-gate.ts";
import type { Faults } from "../faults/faults.ts";
import { type AwsCall, type Backend, type Gate, jsonBody } from "../front/call.ts";
import { writesTables } from "../front/dynamodb.ts";
import { innerCall } from "../front/inner-call.ts";
import { isObject, type JsonObject, listAt, objectAt } from "../json.ts";
import type { Clock } from "../seams.ts";
import { imagesOf } from "./meter/images.ts";
import { createTurns } from "./meter/in-turn.ts";
import type { TableSchemas } from "./table-schema.ts";
import { type Touched, touchedItems } from "./touched-items.ts";

type Options = {
  readonly schemas: TableSchemas;
  readonly faults: Faults;
  readonly clock: Pick<Clock, "now" | "at">;
  /** Another database, for the copy. */
  readonly replica: Backend;
};
/** The copy that a scenario reads from; `applied` resolves when all that is due by now is in it. */
type Copy = {
  readonly lag: number;
  readonly ready: Promise<void>;
  made: boolean;
  applied: Promise<unknown>;
  /** Whether the scenario still lasts. */
  live: boolean;
};

/**
 * Answers the reads that `stale-read` and `index-lag` strike from a copy of the tables that lags behind. It is made when
 * the first call comes under a scenario with such faults; from then on each written item is read back at once and put
 * into the copy when the lag is over, in the order of the writes. Has to be innermost, to see what is really written.
 */
export function laggingReplica({ schemas, faults, clock, replica }: Options): Gate {
  const inTurn = createTurns();
  const writing = new Set<Promise<unknown>>();
  let scenario = faults.scenario();
  let current: Copy | undefined;

  /** The copy for the scenario there is now, if it asks for one. */
  function currentCopy(backend: Backend): Copy | undefined {
    if (scenario === faults.scenario()) return current;
    scenario = faults.scenario();
    if (current) current.live = false;
    const lags = scenario.faults.map((fault) =>
      fault.kind === "stale-read" || fault.kind === "index-lag" ? fault.milliseconds : 0,
    );
    const lag = Math.max(0, ...lags);
    // Nothing is written while the tables are copied: all calls wait for it, and it for those under way.
    const before = Promise.allSettled([current?.applied, ...writing]);
    current = lag > 0 ? copied(lag, before, backend) : undefined;
    return current;
  }

  function copied(lag: number, before: Promise<unknown>, backend: Backend): Copy {
    const ready = before.then(async () => {
      for (const table of schemas.keys()) await copyTable(table, asker(backend), asker(replica));
      made.made = true;
    });
    const made: Copy = { lag, ready, made: false, applied: ready, live: true };
    return made;
  }

  /** Carries a write out and has the copy follow. */
  async function follow(call: AwsCall, items: readonly Touched[], backend: Backend, into: Copy) {
    const answer = await backend(call);
    if (answer.status >= 300) return answer;
    const images = await imagesOf(items, backend, schemas);
    clock.at(clock.now() + into.lag, () => {
      if (!into.live) return;
      into.applied = into.applied.then(async () => {
        for (const { id, table: TableName, key: Key } of items) {
          const Item = images.get(id);
          await asker(replica)(Item ? "PutItem" : "DeleteItem", { TableName, ...(Item ? { Item } : { Key }) });
        }
      });
      // Whoever reads from the copy is told that it failed; when all stops there is nobody left to.
      into.applied.catch(() => {});
    });
    return answer;
  }

  return async (call, next) => {
    if (call.service !== "dynamodb") return next(call);
    let into = currentCopy(next);
    for (; into && !into.made; into = currentCopy(next)) await into.ready;
    const copy = into;
    const items = writesTables(call) ? touchedItems(call, schemas) : [];
    if (items.length > 0) {
      const ids = items.map(({ id }) => id);
      const written = copy ? inTurn(ids, () => follow(call, items, next, copy)) : next(call);
      writing.add(written);
      return written.finally(() => writing.delete(written));
    }
    const kind = lagging(call);
    if (!copy || !kind || isInternal(call) || !faults.take(kind, occurrenceOf(call))) return next(call);
    await copy.applied;
    return replica(call);
  };
}

/** Which lag a read may show: none if it is strongly consistent, or a transaction's. */
function lagging(call: AwsCall): "stale-read" | "index-lag" | undefined {
  const body = jsonBody(call);
  const asked = call.operation === "BatchGetItem" ? Object.values(objectAt(body, "RequestItems")) : [body];
  if (!/^(GetItem|BatchGetItem|Query|Scan)$/.test(call.operation)) return undefined;
  if (asked.some((part) => isObject(part) && part.ConsistentRead === true)) return undefined;
  return body.IndexName === undefined ? "stale-read" : "index-lag";
}

const principal = "dynamodb.amazonaws.com";
const isInternal = ({ caller }: AwsCall) => caller.kind === "aws" && caller.principal === principal;

type Ask = (operation: string, body: JsonObject) => Promise<JsonObject>;
const asker =
  (backend: Backend): Ask =>
  (operation, body) =>
    innerCall(backend, { service: "dynamodb", operation, body, as: principal });

async function copyTable(TableName: string, from: Ask, to: Ask): Promise<void> {
  const { Table } = await from("DescribeTable", { TableName });
  const table = isObject(Table) ? Table : {};
  const indexes = (name: string) => {
    const list = listAt(table, name).filter(isObject);
    const kept = list.map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }));
    return kept.length > 0 ? { [name]: kept } : {};
  };
  await to("DeleteTable", { TableName }).catch(() => {});
  await to("CreateTable", {
    ...{ TableName, KeySchema: table.KeySchema, AttributeDefinitions: table.AttributeDefinitions },
    ...{ BillingMode: "PAY_PER_REQUEST", ...indexes("GlobalSecondaryIndexes"), ...indexes("LocalSecondaryIndexes") },
  });
  for (let start: JsonObject | undefined = {}; start; ) {
    const page: JsonObject = await from("Scan", { TableName, ConsistentRead: true, ...start });
    const puts = listAt(page, "Items").map((Item) => ({ PutRequest: { Item } }));
    for (let at = 0; at < puts.length; at += 25)
      await to("BatchWriteItem", { RequestItems: { [TableName]: puts.slice(at, at + 25) } });
    start = page.LastEvaluatedKey === undefined ? undefined : { ExclusiveStartKey: page.LastEvaluatedKey };
  }
}
