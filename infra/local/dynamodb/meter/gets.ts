import { type AwsCall, type Backend, jsonBody } from "../../front/call.ts";
import { isObject, type JsonObject, listAt, objectAt } from "../../json.ts";
import { itemSize } from "../item-size.ts";
import type { TableSchemas } from "../table-schema.ts";
import type { Touched } from "../touched-items.ts";
import { type Images, imagesOf, itemsByKey } from "./images.ts";
import type { Metered } from "./ledger.ts";
import { partitionOf } from "./partition.ts";
import { type Consistency, readUnits } from "./units.ts";

/** Reads by key are paid item by item, whether there is one or not (AWS: "DynamoDB read and write operations"). */
export async function meterGets(
  call: AwsCall,
  touched: readonly Touched[],
  backend: Backend,
  schemas: TableSchemas,
): Promise<Metered> {
  const answer = await backend(call);
  if (answer.status >= 300) return { answer, charges: [] };
  const answered: JsonObject = JSON.parse(answer.body.toString());
  // What is answered may be a part of what was read.
  const inPart = /"(ProjectionExpression|AttributesToGet)"/.test(call.body.toString());
  const images = inPart ? await imagesOf(touched, backend, schemas) : imagesIn(answered, call, touched, schemas);
  const unprocessed = Object.entries(objectAt(answered, "UnprocessedKeys")).map(([table, left]) => [
    table,
    isObject(left) ? listAt(left, "Keys") : [],
  ]);
  const left = new Map(itemsByKey(Object.fromEntries(unprocessed), schemas));
  const charges = touched
    .filter(({ id }) => !left.has(id))
    .map(({ table, key, id }) => ({
      ...{ resource: table, partition: partitionOf(key, schemas.get(table)), write: 0 },
      read: readUnits(itemSize(images.get(id) ?? {}), consistencyOf(call, table)),
    }));
  return { answer, charges };
}

function imagesIn(answered: JsonObject, call: AwsCall, touched: readonly Touched[], schemas: TableSchemas): Images {
  if (call.operation === "BatchGetItem") return new Map(itemsByKey(objectAt(answered, "Responses"), schemas));
  const rows = call.operation === "GetItem" ? [answered] : listAt(answered, "Responses");
  const found = touched.map(({ id }, position): [string, JsonObject] => {
    const row = rows[position];
    return [id, isObject(row) ? objectAt(row, "Item") : {}];
  });
  return new Map(found);
}

function consistencyOf(call: AwsCall, table: string): Consistency {
  if (call.operation === "TransactGetItems") return "transaction";
  const body = jsonBody(call);
  const asked = call.operation === "GetItem" ? body : objectAt(objectAt(body, "RequestItems"), table);
  return asked.ConsistentRead === true ? "strong" : "eventual";
}
