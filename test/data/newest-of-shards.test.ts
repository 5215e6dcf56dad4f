import * as fc from "fast-check";
import { expect, it } from "vitest";
import { newestOfShards } from "#data/newest-of-shards.ts";

type Item = { readonly at: string; readonly nonce: string };
const keyOf = ({ at, nonce }: Item) => `${at}#${nonce}`;

/** Shards as DynamoDB reads them: newest first, from before a place, at most so many. */
const shardsOf = (items: readonly (Item & { shard: number })[]) => ({
  place: ({ at, nonce }: Item) => ({ at, nonce }),
  read: async (shard: number, before: Item | undefined, limit: number): Promise<Item[]> =>
    items
      .filter((item) => item.shard === shard && (!before || keyOf(item) < keyOf(before)))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1))
      .slice(0, limit)
      .map(({ at, nonce }) => ({ at, nonce })),
});

// Few different times, so that many items share one.
const anItem = fc.record({
  at: fc.integer({ min: 0, max: 5 }).map((second) => `2027-03-01T19:00:0${second}.000Z`),
  nonce: fc.uuid(),
  shard: fc.integer({ min: 0, max: 3 }),
});
const some = fc.uniqueArray(anItem, { maxLength: 40, selector: ({ nonce }) => nonce });

it("walks all shards as one list, newest first, without gap or repeat, in full pages", async () => {
  await fc.assert(
    fc.asyncProperty(some, fc.integer({ min: 1, max: 10 }), async (items, limit) => {
      const walked: Item[] = [];
      for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
        const page = await newestOfShards(4, { limit, after }, shardsOf(items));
        expect(page.items.length).toBe(Math.min(limit, items.length - walked.length));
        walked.push(...page.items);
        after = page.last;
      }
      expect(walked.map(keyOf)).toEqual(items.map(keyOf).sort().reverse());
    }),
  );
});

it("keeps its place while newer items arrive", async () => {
  await fc.assert(
    fc.asyncProperty(some, async (items) => {
      const one = await newestOfShards<Item, Item>(4, { limit: 5, after: undefined }, shardsOf(items));
      const newer = { at: "2027-03-01T20:00:00.000Z", nonce: "new", shard: 2 };
      const next = await newestOfShards<Item, Item>(4, { limit: 40, after: one.last }, shardsOf([...items, newer]));
      const rest = one.last === undefined ? [newer] : [];
      expect(next.items.length).toBe(one.last === undefined ? items.length + rest.length : items.length - 5);
      if (one.last !== undefined) expect(next.items.map(keyOf)).not.toContain(keyOf(newer));
    }),
  );
});
