import { jsonAnswer } from "../front/answers.ts";
import { type AwsAnswer, type AwsCall, type Backend, jsonBody, withBody } from "../front/call.ts";
import { isObject, type JsonObject, listAt, objectAt } from "../json.ts";

/** Puts and deletes of a table stand in a list, keys to get in an object with what is asked of all of them. */
type Requests = Readonly<Record<string, unknown>>;

export const isBatch = ({ service, operation }: AwsCall) =>
  service === "dynamodb" && (operation === "BatchWriteItem" || operation === "BatchGetItem");

/** How many items a batch names, in all tables. */
export function batchSize(call: AwsCall): number {
  return Object.values(objectAt(jsonBody(call), "RequestItems")).flatMap(entriesOf).length;
}

/** Carries a batch out but for the items at these positions, which come back unprocessed. */
export async function carryOutWithout(
  positions: ReadonlySet<number>,
  call: AwsCall,
  next: Backend,
): Promise<AwsAnswer> {
  const reads = call.operation === "BatchGetItem";
  const unprocessed = reads ? "UnprocessedKeys" : "UnprocessedItems";
  const body = jsonBody(call);
  const all = objectAt(body, "RequestItems");
  const done = chosen(all, (position) => !positions.has(position));
  const left = chosen(all, (position) => positions.has(position));
  if (Object.keys(done).length === 0) return jsonAnswer({ ...(reads && { Responses: {} }), [unprocessed]: left });
  const answer = await next(withBody(call, { ...body, RequestItems: done }));
  if (answer.status !== 200) return answer;
  const answered: JsonObject = JSON.parse(answer.body.toString("utf8"));
  return { ...answer, ...jsonAnswer({ ...answered, [unprocessed]: joined(objectAt(answered, unprocessed), left) }) };
}

function entriesOf(ofTable: unknown): readonly unknown[] {
  return Array.isArray(ofTable) ? ofTable : listAt(isObject(ofTable) ? ofTable : {}, "Keys");
}

function chosen(requests: Requests, keep: (position: number) => boolean): Requests {
  let position = 0;
  const tables = Object.entries(requests).map(([table, ofTable]) => {
    const entries = entriesOf(ofTable).filter(() => keep(position++));
    return { entries, table: [table, isObject(ofTable) ? { ...ofTable, Keys: entries } : entries] as const };
  });
  return Object.fromEntries(tables.flatMap(({ entries, table }) => (entries.length > 0 ? [table] : [])));
}

function joined(some: Requests, more: Requests): Requests {
  const tables = Object.entries(more).map(([table, ofTable]) => {
    const entries = [...entriesOf(some[table]), ...entriesOf(ofTable)];
    return [table, isObject(ofTable) ? { ...ofTable, Keys: entries } : entries] as const;
  });
  return { ...some, ...Object.fromEntries(tables) };
}
