import { type AwsAnswer, type AwsCall, type Backend, jsonBody } from "../../front/call.ts";
import { isObject, listAt, stringAt } from "../../json.ts";
import { itemSize } from "../item-size.ts";
import type { TableSchemas } from "../table-schema.ts";
import type { Touched } from "../touched-items.ts";
import { type Images, imagesOf } from "./images.ts";
import { createTurns } from "./in-turn.ts";
import type { Charge, Metered } from "./ledger.ts";
import { partitionOf } from "./partition.ts";
import { indexWrites, readUnits, writeUnits } from "./units.ts";

/** Clients repeat a transaction under its token for ten minutes; more than these are not under way at once. */
const tokensKept = 1_000;

/** Carries writes out and says what they cost: nothing else writes the same items between the images and the write. */
export function writeMeter(schemas: TableSchemas) {
  const inTurn = createTurns();
  const tokens = new Set<string>();

  return (call: AwsCall, touched: readonly Touched[], backend: Backend): Promise<Metered> =>
    inTurn(
      touched.map(({ id }) => id),
      async () => {
        const before = await imagesOf(touched, backend, schemas);
        const answer = await backend(call);
        const transaction = call.operation === "TransactWriteItems";
        if (answer.status >= 300) {
          const charged = refusedByCondition(answer) ? touched : [];
          return { answer, charges: charged.map((item) => ofTable(item, before, before, transaction)) };
        }
        const token = stringAt(jsonBody(call), "ClientRequestToken");
        if (token !== undefined && tokens.has(token)) return { answer, charges: repeated(touched, before) };
        if (token !== undefined) remember(token);
        const after = call.operation === "DeleteItem" ? new Map() : await imagesOf(touched, backend, schemas);
        const charges = touched.flatMap((item) => [
          ofTable(item, before, after, transaction),
          ...ofIndexes(item, before, after),
        ]);
        return { answer, charges };
      },
    );

  function remember(token: string): void {
    tokens.add(token);
    const [oldest] = tokens;
    if (tokens.size > tokensKept && oldest !== undefined) tokens.delete(oldest);
  }

  /** By the larger of the images; a transaction writes twice, to prepare and to commit. */
  function ofTable({ table, key, id }: Touched, before: Images, after: Images, transaction: boolean): Charge {
    const bytes = Math.max(...[before, after].map((images) => itemSize(images.get(id) ?? {})));
    const write = writeUnits(bytes) * (transaction ? 2 : 1);
    return { resource: table, partition: partitionOf(key, schemas.get(table)), read: 0, write };
  }

  /** Entries are brought up to date after the write, in a transaction or not: each counts once. */
  function ofIndexes({ table, id }: Touched, before: Images, after: Images): Charge[] {
    const schema = schemas.get(table);
    if (!schema) return [];
    return schema.indexes.flatMap((index) =>
      indexWrites(before.get(id), after.get(id), index, schema).map(({ entry, units }) => ({
        ...{ resource: `${table}/${index.name}`, partition: partitionOf(entry, index), read: 0, write: units },
      })),
    );
  }

  /** AWS: "TransactWriteItems", idempotency: a repetition under the same token reads the items instead of writing them. */
  function repeated(touched: readonly Touched[], images: Images): Charge[] {
    return touched.map(({ table, key, id }) => ({
      ...{ resource: table, partition: partitionOf(key, schemas.get(table)), write: 0 },
      read: readUnits(itemSize(images.get(id) ?? {}), "transaction"),
    }));
  }
}

/**
 * A write whose condition does not hold is paid by the size of the item there is, at least one unit (AWS: "Working
 * with items", conditional writes). That a transaction's items are all paid when it is cancelled for a condition is not
 * published: it is the most it can be.
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
