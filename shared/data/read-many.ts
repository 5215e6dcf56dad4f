type Read<K, T> = { readonly data: readonly T[]; readonly unprocessed: readonly K[] };

/** Reads at most 100 items by their keys, in no order; asks again for those that DynamoDB left out. */
export async function readMany<K, T>(
  read: (keys: readonly K[]) => Promise<Read<K, T>>,
  keys: readonly K[],
): Promise<T[]> {
  const items: T[] = [];
  let missing = keys;
  while (missing.length > 0) {
    const { data, unprocessed } = await read(missing);
    items.push(...data);
    missing = unprocessed;
  }
  return items;
}
