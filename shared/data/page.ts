import type { Home } from "#data/home.ts";

type Query<T> = {
  go(options: {
    table?: string;
    limit: number;
    cursor: string | null;
    order: "asc" | "desc";
    data: "includeKeys";
  }): Promise<{ readonly data: readonly T[]; readonly cursor: string | null }>;
};

/** One page of a query: what it holds and where the next one begins. One request, whatever the caller asked for. */
export async function readPage<T>(
  query: Query<T>,
  { limit, after }: { readonly limit: number; readonly after: string | undefined },
  order: "asc" | "desc" = "asc",
  home: Home = {},
): Promise<{ items: readonly T[]; last: string | undefined }> {
  const { data, cursor } = await query.go({ limit, cursor: after ?? null, order, data: "includeKeys", ...home });
  return { items: data, last: cursor ?? undefined };
}

/** The first items of a query. DynamoDB may end a page early, even with nothing in it: then this reads on. */
export async function readFirst<T>(
  query: Query<T>,
  limit: number,
  order: "asc" | "desc" = "asc",
  home: Home = {},
): Promise<T[]> {
  const found: T[] = [];
  let after: string | undefined;
  do {
    const { items, last } = await readPage(query, { limit: limit - found.length, after }, order, home);
    found.push(...items);
    after = last;
  } while (after !== undefined && found.length < limit);
  return found;
}
