import type { Backend } from "../../front/call.ts";
import { innerCall } from "../../front/inner-call.ts";
import { isObject, listAt } from "../../json.ts";
import type { TableSchema, TableSchemas } from "../table-schema.ts";
import { itemId } from "../touched-items.ts";
import { type Weight, weightOf } from "./weight.ts";

/** Weights by an item's id. */
export type Weights = Map<string, Weight>;

/**
 * What each item weighs, kept here so that no write has to read first what it replaces: whatever changes items passes
 * the meter. A table is read once, before the first write to it; a former run may have left items. Only what the
 * emulator itself deletes, past its time to live, stays known.
 */
export function knownWeights(schemas: TableSchemas) {
  const tables = new Map<string, Promise<Weights>>();
  return (table: TableSchema, backend: Backend): Promise<Weights> => {
    const loading = tables.get(table.name) ?? load(table, backend, schemas);
    tables.set(table.name, loading);
    loading.catch(() => tables.delete(table.name));
    return loading;
  };
}

async function load(table: TableSchema, backend: Backend, schemas: TableSchemas): Promise<Weights> {
  const weights: Weights = new Map();
  for (let start: unknown = undefined, first = true; first || start !== undefined; first = false) {
    const body = {
      TableName: table.name,
      ConsistentRead: true,
      ...(start !== undefined && { ExclusiveStartKey: start }),
    };
    const scan = { service: "dynamodb", operation: "Scan", body, as: "dynamodb.amazonaws.com" };
    const page = await innerCall(backend, scan);
    for (const item of listAt(page, "Items"))
      if (isObject(item)) weights.set(itemId(table.name, item, schemas), weightOf(item, table));
    start = page.LastEvaluatedKey;
  }
  return weights;
}
