/** How one shard of an index is read: the newest items before a place, and the place of an item. */
type Shard<T, P> = {
  /** At most `limit` items, newest first. */
  readonly read: (shard: number, before: P | undefined, limit: number) => Promise<readonly T[]>;
  /** The parts of its index key, in the key's order. */
  readonly place: (item: T) => P;
};

/**
 * One page of a list that is spread over several shards, newest first. All shards are read from the same place, that of
 * the last item given out: what was taken lies before it in every shard, and what was not lies after.
 */
export async function newestOfShards<T, P extends Readonly<Record<string, string>>>(
  shards: number,
  { limit, after }: { readonly limit: number; readonly after: string | undefined },
  { read, place }: Shard<T, P>,
): Promise<{ items: T[]; last: string | undefined }> {
  const before: P | undefined = after === undefined ? undefined : JSON.parse(after);
  // One more than asked for tells whether there is a next page.
  const found = await Promise.all(Array.from({ length: shards }, (_, shard) => read(shard, before, limit + 1)));
  const key = (item: T) => Object.values(place(item)).join("#");
  const merged = found.flat().sort((a, b) => (key(a) < key(b) ? 1 : -1));
  const items = merged.slice(0, limit);
  const end = items.at(-1);
  return { items, last: merged.length > limit && end !== undefined ? JSON.stringify(place(end)) : undefined };
}
