import type { Writers } from "#data/commit.ts";
import { countFields, countKey } from "#data/count.ts";
import type { throttle as throttles } from "#data/throttle.ts";
import type { Limit } from "#domain/limit.ts";
import type { Change } from "#domain/trail.ts";

/** One more of what a limit counts, as a write of a transaction that is refused beyond the limit. */
export const countWithin = (
  throttle: Writers<{ throttle: typeof throttles }>["throttle"],
  limit: Limit,
  who: string,
  change: Change,
) =>
  throttle
    .update(countKey(limit, who, change.now))
    .set(countFields(limit, change))
    .add({ tries: 1, version: 1 })
    .data(({ createdAt }, { ifNotExists }) => ifNotExists(createdAt, change.now.toISOString()))
    .where(({ tries }, { notExists, lt }) => `${notExists(tries)} OR ${lt(tries, limit.most)}`)
    .commit();
