import type { Backend } from "../../front/call.ts";
import { AwsFault, innerCall } from "../../front/inner-call.ts";
import { isObject, listAt, objectAt } from "../../json.ts";
import type { Item } from "../item-size.ts";
import type { TableSchemas } from "../table-schema.ts";
import { itemId, type Touched } from "../touched-items.ts";

/** Items by the id of their key; those there are not are missing. */
export type Images = ReadonlyMap<string, Item>;

/** The items as they are now; none if the call that names them is one DynamoDB would refuse. */
export async function imagesOf(touched: readonly Touched[], backend: Backend, schemas: TableSchemas): Promise<Images> {
  const images = new Map<string, Item>();
  const distinct = new Map(touched.map((item) => [item.id, item]));
  const byTable = Map.groupBy(distinct.values(), ({ table }) => table);
  let wanted: Readonly<Record<string, unknown>> = Object.fromEntries(
    [...byTable].map(([table, items]) => [table, { Keys: items.map(({ key }) => key), ConsistentRead: true }]),
  );
  // More than 16 MB come in several answers.
  while (Object.keys(wanted).length > 0) {
    const read = { service: "dynamodb", operation: "BatchGetItem", body: { RequestItems: wanted } };
    const answer = await innerCall(backend, { ...read, as: "dynamodb.amazonaws.com" }).catch((error: unknown) => {
      if (error instanceof AwsFault && error.status === 400) return {};
      throw error;
    });
    for (const [id, item] of itemsByKey(objectAt(answer, "Responses"), schemas)) images.set(id, item);
    wanted = objectAt(answer, "UnprocessedKeys");
  }
  return images;
}

/** Items as BatchGetItem answers them, lists by table, each with its id. */
export function* itemsByKey(
  responses: Readonly<Record<string, unknown>>,
  schemas: TableSchemas,
): Generator<[string, Item]> {
  for (const table of Object.keys(responses))
    for (const item of listAt(responses, table)) if (isObject(item)) yield [itemId(table, item, schemas), item];
}
