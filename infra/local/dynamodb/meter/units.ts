import type { Entry } from "./weight.ts";

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

/**
 * What a change of an entry costs its index, by partition (AWS: "Using Global Secondary Indexes", write capacity
 * units). An entry that stays as it is costs nothing; one that moves is deleted there and put here, each by its own
 * size; one that changes in place counts by the larger of its images.
 */
export function entryWrites(before: Entry | undefined, after: Entry | undefined) {
  const each = [before, after].filter((entry) => entry !== undefined);
  const alone = each.map(({ partition, bytes }) => ({ partition, units: writeUnits(bytes) }));
  if (!before || !after || before.place !== after.place) return alone;
  if (before.content === after.content) return [];
  return [{ partition: after.partition, units: Math.max(...alone.map(({ units }) => units)) }];
}
