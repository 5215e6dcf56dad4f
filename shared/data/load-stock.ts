import type { Stored } from "#data/entity.ts";
import { stock } from "#data/stock.ts";
import type { Stock } from "#domain/stock.ts";

/** All shards of an event as they are now (one request, strongly consistent), in order. */
export async function loadStock(eventId: string, shards: number): Promise<Stored<typeof Stock>[]> {
  const keys = Array.from({ length: shards }, (_, shard) => ({ eventId, shard }));
  const { data, unprocessed } = await stock.get(keys).go({ consistent: true });
  if (unprocessed.length > 0) return loadStock(eventId, shards);
  return data.toSorted((a, b) => a.shard - b.shard);
}
