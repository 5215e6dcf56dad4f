import { type Home, live } from "#data/home.ts";

/** How one shard of an index is read: the newest items before a place, and the place of an item. */
type Shard<T, P> = {
  /** At most `limit` items, newest first. */
  readonly read: (shard: number, before: P | undefined, limit: number, home: Home) => Promise<readonly T[]>;
  /** The parts of its index key, in the key's order. */
  readonly place: (item: T) => P;
};

/**
 * One page of a list that is spread over several shards, newest first. All shards are read from the same place, that of
 * the last item given out: what was taken lies before it in every shard, and what was not lies after.
 *
 * With several `homes` it is one list over several tables. They are read one after the other, the live one first: what
 * moves to the archive meanwhile is then found in both, and told once.
 */
export async function newestOfShards<T, P extends Readonly<Record<string, string>>>(
  shards: number,
  { limit, after }: { readonly limit: number; readonly after: string | undefined },
  { read, place }: Shard<T, P>,
  homes: readonly Home[] = [live],
): Promise<{ items: T[]; last: string | undefined }> {
  const before: P | undefined = after === undefined ? undefined : JSON.parse(after);
  const key = (item: T) => Object.values(place(item)).join("#");
  const found = new Map<string, T>();
  for (const home of homes) {
    // One more than asked for tells whether there is a next page.
    const all = Array.from({ length: shards }, (_, shard) => read(shard, before, limit + 1, home));
    for (const item of (await Promise.all(all)).flat()) found.set(key(item), item);
  }
  const merged = [...found].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, item]) => item);
  const items = merged.slice(0, limit);
  const end = items.at(-1);
  return { items, last: merged.length > limit && end !== undefined ? JSON.stringify(place(end)) : undefined };
}
