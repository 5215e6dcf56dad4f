import { type AwsAnswer, type AwsCall, type Backend, jsonBody } from "../../front/call.ts";
import { isObject, listAt, objectAt, stringAt } from "../../json.ts";
import type { Item } from "../item-size.ts";
import type { TableSchema, TableSchemas } from "../table-schema.ts";
import type { Touched } from "../touched-items.ts";
import { imagesOf } from "./images.ts";
import { createTurns } from "./in-turn.ts";
import { knownWeights, type Weights } from "./known-weights.ts";
import type { Charge, Metered } from "./ledger.ts";
import { partitionOf } from "./partition.ts";
import { entryWrites, readUnits, writeUnits } from "./units.ts";
import { type Weight, weightOf } from "./weight.ts";

/** Clients repeat a transaction under its token for ten minutes; more than these are not under way at once. */
const tokensKept = 1_000;
/** A written item, and what was there before. */
type Written = { readonly item: Touched; readonly schema: TableSchema; readonly weights: Weights };

/** Carries writes out and says what they cost. Those that touch the same item are carried out one after the other. */
export function writeMeter(schemas: TableSchemas) {
  const weightsOf = knownWeights(schemas);
  const inTurn = createTurns();
  const tokens = new Set<string>();

  return async (call: AwsCall, touched: readonly Touched[], backend: Backend): Promise<Metered> => {
    const written = await Promise.all(
      touched.map(async (item): Promise<Written[]> => {
        const schema = schemas.get(item.table);
        return schema ? [{ item, schema, weights: await weightsOf(schema, backend) }] : [];
      }),
    );
    const ids = touched.map(({ id }) => id);
    return inTurn(ids, () => carryOut(call, written.flat(), backend));
  };

  async function carryOut(call: AwsCall, written: readonly Written[], backend: Backend): Promise<Metered> {
    const answer = await backend(call);
    const factor = call.operation === "TransactWriteItems" ? 2 : 1;
    if (answer.status >= 300) {
      const charged = refusedByCondition(answer) ? written : [];
      return { answer, charges: charged.map((one) => ofTable(one, before(one), factor)) };
    }
    if (isRepeated(call)) return { answer, charges: written.map(ofRepetition) };
    const outcomes = outcomesOf(call);
    const changed = written.filter((_, position) => outcomes[position] === "changed");
    const images = await imagesOf(
      changed.map(({ item }) => item),
      backend,
      schemas,
    );
    const charges = written.flatMap((one, position) => {
      const { item, schema, weights } = one;
      const outcome = outcomes[position];
      const left = outcome === "changed" ? images.get(item.id) : outcome;
      const after = outcome === "kept" ? before(one) : isObject(left) ? weightOf(left, schema) : undefined;
      const charges = [ofTable(one, after, factor), ...ofIndexes(one, after)];
      if (after) weights.set(item.id, after);
      else weights.delete(item.id);
      return charges;
    });
    return { answer, charges };
  }

  /** A repetition under the same token writes nothing: it is a transaction that reads (AWS: "TransactWriteItems"). */
  function isRepeated(call: AwsCall): boolean {
    const token = stringAt(jsonBody(call), "ClientRequestToken");
    if (token === undefined || tokens.has(token)) return token !== undefined;
    tokens.add(token);
    const [oldest] = tokens;
    if (tokens.size > tokensKept && oldest !== undefined) tokens.delete(oldest);
    return false;
  }
}

const before = ({ item, weights }: Written): Weight | undefined => weights.get(item.id);

/** By the larger of the images; a transaction writes twice, to prepare and to commit. */
function ofTable(one: Written, after: Weight | undefined, factor: number): Charge {
  const bytes = Math.max(before(one)?.bytes ?? 0, after?.bytes ?? 0);
  const { item, schema } = one;
  return { resource: item.table, partition: partitionOf(item.key, schema), read: 0, write: writeUnits(bytes) * factor };
}

/** Entries are brought up to date after the write, in a transaction or not: each counts once. */
function ofIndexes(one: Written, after: Weight | undefined): Charge[] {
  const { item, schema } = one;
  return schema.indexes.flatMap(({ name }, position) =>
    entryWrites(before(one)?.entries[position], after?.entries[position]).map(({ partition, units }) => ({
      ...{ resource: `${item.table}/${name}`, partition, read: 0, write: units },
    })),
  );
}

function ofRepetition(one: Written): Charge {
  const read = readUnits(before(one)?.bytes ?? 0, "transaction");
  return { resource: one.item.table, partition: partitionOf(one.item.key, one.schema), read, write: 0 };
}

/** What a call leaves of each item it touches: the item put, nothing, what was there, or what only reading can tell. */
function outcomesOf(call: AwsCall): readonly (Item | "deleted" | "kept" | "changed")[] {
  const body = jsonBody(call);
  const put = (parent: unknown) => (isObject(parent) ? objectAt(parent, "Item") : {});
  switch (call.operation) {
    case "PutItem":
      return [put(body)];
    case "DeleteItem":
      return ["deleted"];
    case "BatchWriteItem":
      return Object.values(objectAt(body, "RequestItems"))
        .flatMap((requests) => (Array.isArray(requests) ? requests.filter(isObject) : []))
        .map(({ PutRequest }) => (PutRequest ? put(PutRequest) : "deleted"));
    case "TransactWriteItems":
      return listAt(body, "TransactItems")
        .filter(isObject)
        .map(({ Put, Delete, Update }) => (Put ? put(Put) : Delete ? "deleted" : Update ? "changed" : "kept"));
    default:
      return ["changed"];
  }
}

/**
 * A write whose condition does not hold is paid by the size of the item there is, at least one unit (AWS: "Working
 * with items", conditional writes). What a transaction pays that is cancelled for a condition is not published; here
 * all its items are paid, which is the most it can be.
 */
function refusedByCondition({ body }: AwsAnswer): boolean {
  const fault: unknown = JSON.parse(body.toString() || "{}");
  if (!isObject(fault)) return false;
  const reasons = listAt(fault, "CancellationReasons").filter(isObject);
  return (
    /ConditionalCheckFailedException$/.test(stringAt(fault, "__type") ?? "") ||
    reasons.some(({ Code }) => Code === "ConditionalCheckFailed")
  );
}
