import { commit } from "#data/commit.ts";
import { countFields, countKey } from "#data/count.ts";
import { countWithin } from "#data/count-within.ts";
import { credential } from "#data/credential.ts";
import { throttle } from "#data/throttle.ts";
import { fingerprint } from "#domain/fingerprint.ts";
import type { Limit } from "#domain/limit.ts";
import { type Change, stamp } from "#domain/trail.ts";

/**
 * Has the owner of an address told what `change` says; not more often than `limit` allows, and then silently. For an
 * address without an account another item is written instead: two writes in one transaction either way, so that time
 * does not tell which it was; three where the other way takes three.
 */
export async function tellOwner(
  email: string,
  isOwned: boolean,
  limit: Limit,
  change: Change,
  writes: 2 | 3 = 2,
): Promise<void> {
  const who = fingerprint(email);
  const at = change.now.toISOString();
  await commit({ credential, throttle }, ({ credential, throttle }) => {
    const count = (what: string) =>
      throttle
        .update(countKey({ ...limit, what }, who, change.now))
        .set(countFields(limit, change))
        .add({ tries: 1, version: 1 })
        .data(({ createdAt }, { ifNotExists }) => ifNotExists(createdAt, at))
        .commit();
    return [
      // What limits comes first: it is told even while others write beside it.
      countWithin(throttle, limit, who, change),
      isOwned ? credential.patch({ email }).set(stamp(change)).add({ version: 1 }).commit() : count("nobody"),
      ...(writes === 3 ? [count("nobody-else")] : []),
    ];
  });
}
