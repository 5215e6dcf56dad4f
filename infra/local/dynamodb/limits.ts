import { jsonFault } from "../front/answers.ts";
import { type AwsAnswer, type AwsCall, type Backend, type Gate, jsonBody, withBody } from "../front/call.ts";
import { isObject, type JsonObject, listAt, numberAt, objectAt, stringAt } from "../json.ts";
import { itemSize } from "./item-size.ts";
import { imagesOf } from "./meter/images.ts";
import { withCapacity } from "./meter/page-capacity.ts";
import { partitionAsked } from "./meter/pages.ts";
import { type TableSchemas, tableNameOf } from "./table-schema.ts";
import { touchedItems } from "./touched-items.ts";

const KB = 1024;
const MB = 1024 * KB;

/**
 * Those of DynamoDB's limits (AWS: "Quotas in Amazon DynamoDB") that DynamoDB Local does not keep: against the 4 MB of
 * a transaction it counts only what is put, it ends a page after 1 MB of what a query's filter has left, and it looks up
 * keys longer than any. What it keeps by itself, the table in limits.test.ts shows. Belongs inside of all other gates.
 */
export function requestLimits(schemas: TableSchemas): Gate {
  return async (call, next) => {
    if (call.service !== "dynamodb") return next(call);
    if (call.operation === "TransactWriteItems") return (await tooLarge(call, next, schemas)) ?? next(call);
    return call.operation === "Query" ? (keyTooLong(call, schemas) ?? filteredPage(call, next)) : next(call);
  };
}

const refused = (message: string) => jsonFault("com.amazon.coral.validate#ValidationException", message);

/** The items there are count as well: those updated, deleted and looked at. Ten of them cannot reach 4 MB. */
async function tooLarge(call: AwsCall, next: Backend, schemas: TableSchemas): Promise<AwsAnswer | undefined> {
  const actions = listAt(jsonBody(call), "TransactItems").filter(isObject);
  const there = touchedItems(call, schemas).filter((_, position) => !("Put" in (actions[position] ?? {})));
  const put = actions.reduce((sum, action) => sum + itemSize(objectAt(objectAt(action, "Put"), "Item")), 0);
  if (put + there.length * 400 * KB <= 4 * MB) return undefined;
  const images = await imagesOf(there, next, schemas);
  const bytes = [...images.values()].reduce((sum, item) => sum + itemSize(item), put);
  return bytes > 4 * MB ? refused(`Transaction payload size cannot exceed 4MB. Payload Size: ${bytes}`) : undefined;
}

function keyTooLong(call: AwsCall, schemas: TableSchemas): AwsAnswer | undefined {
  const body = jsonBody(call);
  const table = schemas.get(tableNameOf(body.TableName));
  const { keys } = table?.indexes.find(({ name }) => name === body.IndexName) ?? table ?? {};
  if (Buffer.byteLength(partitionAsked(body, keys?.[0])) <= 2 * KB) return undefined;
  const why = "Size of hashkey has exceeded the maximum size limit of2048 bytes";
  return refused(`One or more parameter values were invalid: ${why}`);
}

/** A page ends with the item that makes it 1 MB, whatever the filter then leaves of it. */
async function filteredPage(call: AwsCall, next: Backend): Promise<AwsAnswer> {
  const body = jsonBody(call);
  if (!("FilterExpression" in body)) return next(call);
  const { answer, answered, units } = await withCapacity(call, next);
  const bytes = units * (body.ConsistentRead === true ? 4 : 8) * KB;
  if (answer.status >= 300 || bytes <= MB) return answer;
  const whole = await next(withBody(call, unfiltered(body)));
  const Limit = listAt(JSON.parse(whole.body.toString()), "Items").length;
  if (Limit === 0 || Limit >= (numberAt(answered, "ScannedCount") ?? 0)) return answer;
  return next(withBody(call, { ...body, Limit }));
}

/** The same page before its filter. DynamoDB refuses names and values that nothing uses. */
function unfiltered(body: JsonObject): JsonObject {
  const { FilterExpression: _, ProjectionExpression: __, Select: ___, ...rest } = body;
  const used: unknown[] = stringAt(body, "KeyConditionExpression")?.match(/[#:][\w-]+/g) ?? [];
  const kept = ["ExpressionAttributeNames", "ExpressionAttributeValues"].map((name): [string, unknown] => {
    const entries = Object.entries(objectAt(body, name)).filter(([placeholder]) => used.includes(placeholder));
    return [name, entries.length > 0 ? Object.fromEntries(entries) : undefined];
  });
  return { ...rest, ...Object.fromEntries(kept) };
}
