import { expect } from "vitest";
import type { Answer } from "#platform/client.ts";
import { isDone } from "#test/support/then.ts";

type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };

/** All that a list holds, page by page; `pages` is how many it took. */
export async function walked<T>(ask: (cursor: { cursor?: string }) => Promise<Answer<Page<T>>>) {
  const items: T[] = [];
  let pages = 0;
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = isDone(await ask(cursor === undefined ? {} : { cursor }), 200);
    items.push(...page.items);
    pages++;
    cursor = page.nextCursor;
    expect(pages, "a list that does not end").toBeLessThan(1000);
  }
  return { items, pages };
}
