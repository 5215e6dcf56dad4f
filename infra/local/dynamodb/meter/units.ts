import { isDeepStrictEqual } from "node:util";
import { type Item, itemSize } from "../item-size.ts";
import type { IndexSchema, TableSchema } from "../table-schema.ts";

const KB = 1024;

/** Write units of one item: its kilobytes, begun ones whole (AWS: "DynamoDB read and write operations"). */
export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / KB));
}

export type Consistency = "eventual" | "strong" | "transaction";
const perBlock = { eventual: 0.5, strong: 1, transaction: 2 } as const;

/** Read units of what is read together: its blocks of 4 KB, one even if there is nothing. */
export function readUnits(bytes: number, consistency: Consistency): number {
  return Math.max(1, Math.ceil(bytes / (4 * KB))) * perBlock[consistency];
}

/** What an index holds of an item; nothing if the item lacks one of the index's keys. */
function entryOf(item: Item | undefined, index: IndexSchema, table: TableSchema): Item | undefined {
  if (item === undefined || index.keys.some((name) => item[name] === undefined)) return undefined;
  if (index.projection === "ALL") return item;
  const held = new Set<string>([...table.keys, ...index.keys, ...index.included]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => held.has(name)));
}

/** The entry, for the partition it is in. */
export type IndexWrite = { readonly entry: Item; readonly units: number };

/**
 * What a change of an item writes to an index, by the entry written (AWS: "Using Global Secondary Indexes",
 * write capacity units). An entry that stays as it is costs nothing; one that moves is deleted there and put here, each
 * by its own size; one that changes in place counts by the larger of its images.
 */
export function indexWrites(
  before: Item | undefined,
  after: Item | undefined,
  index: IndexSchema,
  table: TableSchema,
): readonly IndexWrite[] {
  const old = entryOf(before, index, table);
  const now = entryOf(after, index, table);
  const each = [old, now].filter((entry) => entry !== undefined);
  const alone = each.map((entry) => ({ entry, units: writeUnits(itemSize(entry)) }));
  if (!old || !now || index.keys.some((name) => !isDeepStrictEqual(old[name], now[name]))) return alone;
  if (isDeepStrictEqual(old, now)) return [];
  return [{ entry: now, units: Math.max(...alone.map(({ units }) => units)) }];
}
