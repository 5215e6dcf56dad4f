import { type AwsCall, type Backend, jsonBody } from "../../front/call.ts";
import { isObject, type JsonObject, listAt, objectAt, stringAt } from "../../json.ts";
import { itemSize } from "../item-size.ts";
import { type TableSchemas, tableNameOf } from "../table-schema.ts";
import type { Metered } from "./ledger.ts";
import { withCapacity } from "./page-capacity.ts";
import { plainText } from "./partition.ts";
import { readUnits } from "./units.ts";

/** What leaves items or attributes out of the answer after they were read. */
const reducing = [
  ...["FilterExpression", "ProjectionExpression", "Select"],
  ...["AttributesToGet", "QueryFilter", "ScanFilter"],
];

/**
 * A page of a Query or Scan is paid by the size of all items read for it together, be they answered or not (AWS:
 * "DynamoDB read and write operations"); of an index, by the size of its entries. What the answer does not show in
 * whole only the emulator knows: there its own figure is taken, which by test agrees with ours wherever both are known.
 */
export async function meterPage(call: AwsCall, backend: Backend, schemas: TableSchemas): Promise<Metered> {
  const body = jsonBody(call);
  const consistency = body.ConsistentRead === true ? "strong" : "eventual";
  const atLeast = readUnits(0, consistency);
  const { answer, read } = reducing.some((parameter) => parameter in body)
    ? await withCapacity(call, backend).then(({ answer, units }) => ({ answer, read: Math.max(units, atLeast) }))
    : await backend(call).then((answer) => ({ answer, read: readUnits(bytesIn(answer.body), consistency) }));
  if (answer.status >= 300) return { answer, charges: [] };

  const table = tableNameOf(body.TableName);
  const { IndexName } = body;
  const schema = schemas.get(table);
  const { keys } = schema?.indexes.find(({ name }) => name === IndexName) ?? schema ?? {};
  const partition = call.operation === "Scan" ? "*" : partitionAsked(body, keys?.[0]);
  const resource = IndexName === undefined ? table : `${table}/${IndexName}`;
  return { answer, charges: [{ resource, partition, read, write: 0 }] };
}

function bytesIn(body: Buffer): number {
  const answered: JsonObject = JSON.parse(body.toString());
  return listAt(answered, "Items").reduce<number>((sum, item) => sum + (isObject(item) ? itemSize(item) : 0), 0);
}

/** The value that a key condition asks the partition key to equal. */
export function partitionAsked(body: JsonObject, key: string | undefined): string {
  const names = objectAt(body, "ExpressionAttributeNames");
  const equations = stringAt(body, "KeyConditionExpression")?.matchAll(/(#?[\w.-]+)\s*=\s*(:[\w-]+)/g) ?? [];
  for (const [, name = "", value = ""] of equations)
    if ((names[name] ?? name) === key) return plainText(objectAt(body, "ExpressionAttributeValues")[value]);
  const [value] = listAt(objectAt(objectAt(body, "KeyConditions"), key ?? ""), "AttributeValueList");
  return plainText(value);
}
