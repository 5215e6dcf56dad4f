import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import type { Item } from "#data/packing.ts";
import { readMany } from "#data/read-many.ts";
import { table } from "#data/table.ts";

export type Key = { readonly pk: string; readonly sk: string };

/** An item as it is stored, by the names and in the form it is stored. */
export type Raw = Item & Key;

/** The key of an item by its params, such as `order.get({ orderId })`. */
export const keyBy = (get: { params<P>(): P }) => get.params<{ Key: Key }>().Key;

/** Items of the live table as they are stored, at most 100, in no order; what is not there is left out. */
export const readRaw = (keys: readonly Key[]): Promise<Raw[]> =>
  readMany(async (Keys) => {
    const RequestItems = { [table.table]: { Keys: [...Keys], ConsistentRead: true } };
    const { Responses, UnprocessedKeys } = await table.client.send(new BatchGetCommand({ RequestItems }));
    const left = UnprocessedKeys?.[table.table]?.Keys ?? [];
    return { data: (Responses?.[table.table] ?? []) as Raw[], unprocessed: left as Key[] };
  }, keys);
