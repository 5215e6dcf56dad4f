import { type AwsCall, type Backend, jsonBody } from "../../front/call.ts";
import { innerCall } from "../../front/inner-call.ts";
import { isObject, type JsonObject, listAt, numberAt, objectAt, stringAt } from "../../json.ts";
import { itemSize } from "../item-size.ts";
import { type TableSchemas, tableNameOf } from "../table-schema.ts";
import type { Metered } from "./ledger.ts";
import { plainText } from "./partition.ts";
import { readUnits } from "./units.ts";

/** What leaves items or attributes out of the answer after they were read. */
const reducing = [
  ...["FilterExpression", "ProjectionExpression", "Select"],
  ...["AttributesToGet", "QueryFilter", "ScanFilter", "ConditionalOperator"],
];
const expressions = ["ExpressionAttributeNames", "ExpressionAttributeValues"];

/**
 * A page of a Query or Scan is paid by the size of all items read for it together, be they answered or not (AWS:
 * "DynamoDB read and write operations"); of an index, by the size of its entries.
 */
export async function meterPage(call: AwsCall, backend: Backend, schemas: TableSchemas): Promise<Metered> {
  const answer = await backend(call);
  if (answer.status >= 300) return { answer, charges: [] };
  const body = jsonBody(call);
  const items = await itemsRead(call, JSON.parse(answer.body.toString()), backend);
  const bytes = items.reduce<number>((sum, item) => sum + (isObject(item) ? itemSize(item) : 0), 0);
  const table = tableNameOf(body.TableName);
  const index = stringAt(body, "IndexName");
  const schema =
    index === undefined ? schemas.get(table) : schemas.get(table)?.indexes.find(({ name }) => name === index);
  const charge = {
    resource: index === undefined ? table : `${table}/${index}`,
    partition: call.operation === "Scan" ? "*" : partitionAsked(body, schema?.keys[0]),
    read: readUnits(bytes, body.ConsistentRead === true ? "strong" : "eventual"),
    write: 0,
  };
  return { answer, charges: [charge] };
}

/** All that was read: if the answer shows only a part of it, the same page is read once more, in whole. */
async function itemsRead(call: AwsCall, answered: JsonObject, backend: Backend): Promise<readonly unknown[]> {
  const body = jsonBody(call);
  const Limit = numberAt(answered, "ScannedCount") ?? 0;
  if (Limit === 0) return [];
  if (!reducing.some((parameter) => parameter in body)) return listAt(answered, "Items");
  const whole = Object.entries(body).filter(([name]) => !reducing.includes(name) && !expressions.includes(name));
  // DynamoDB refuses names and values that nothing uses.
  const used: unknown[] = stringAt(body, "KeyConditionExpression")?.match(/[#:][\w-]+/g) ?? [];
  const kept = expressions.map((name): [string, JsonObject] => {
    const entries = Object.entries(objectAt(body, name)).filter(([placeholder]) => used.includes(placeholder));
    return [name, Object.fromEntries(entries)];
  });
  const page = {
    ...Object.fromEntries(whole),
    ...Object.fromEntries(kept.filter(([, entries]) => Object.keys(entries).length > 0)),
    Limit,
  };
  const { service, operation } = call;
  return listAt(await innerCall(backend, { service, operation, body: page, as: "dynamodb.amazonaws.com" }), "Items");
}

/** The value that a key condition asks the partition key to equal. */
function partitionAsked(body: JsonObject, key: string | undefined): string {
  const names = objectAt(body, "ExpressionAttributeNames");
  const equals = stringAt(body, "KeyConditionExpression")?.matchAll(/(#?[\w.-]+)\s*=\s*(:[\w-]+)/g) ?? [];
  for (const [, name = "", value = ""] of equals)
    if ((names[name] ?? name) === key) return plainText(objectAt(body, "ExpressionAttributeValues")[value]);
  const [value] = listAt(objectAt(objectAt(body, "KeyConditions"), key ?? ""), "AttributeValueList");
  return plainText(value);
}
