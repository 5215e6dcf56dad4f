import { throttle } from "#data/throttle.ts";
import { Fault } from "#domain/fault.ts";
import { type Limit, windowOf } from "#domain/limit.ts";
import { networkOf } from "#domain/network.ts";
import { hours } from "#domain/time.ts";
import { type Change, purgeAfter } from "#domain/trail.ts";

/** The item that counts in the window `now` lies in. A new window is a new item, so that counting needs no reading. */
export const countKey = (limit: Limit, who: string, now: Date) => ({
  what: limit.what,
  who: `${who}@${windowOf(limit, now).number}`,
});

/** What one more count sets; `tries` and `version` grow by one beside it. */
export const countFields = (limit: Limit, { now, by }: Change) => ({
  resetsAt: windowOf(limit, now).end.toISOString(),
  updatedAt: now.toISOString(),
  changedBy: by,
  purgeAt: purgeAfter(now, limit.window + hours(1)),
});

/** Counts one more for the caller's network. Throws `too_many_requests` beyond the limit. */
export const countFrom = (ip: string, limit: Limit, change: Change) => countBy(networkOf(ip), limit, change);

/** The same for somebody with a name, such as a person's id. */
export async function countBy(who: string, limit: Limit, change: Change): Promise<void> {
  const { data } = await throttle
    .update(countKey(limit, who, change.now))
    .set(countFields(limit, change))
    .add({ tries: 1, version: 1 })
    .data(({ createdAt }, { ifNotExists }) => ifNotExists(createdAt, change.now.toISOString()))
    .go({ response: "all_new" });
  refuseAbove(limit, (data.tries ?? 0) - 1, change.now);
}

/** Throws `too_many_requests` if the caller's network has used up the limit. */
export async function refuseBeyond(ip: string, limit: Limit, now: Date): Promise<void> {
  const { data } = await throttle.get(countKey(limit, networkOf(ip), now)).go({ consistent: true });
  refuseAbove(limit, data?.tries ?? 0, now);
}

function refuseAbove(limit: Limit, tries: number, now: Date): void {
  if (tries < limit.most) return;
  const retryAfter = Math.ceil((windowOf(limit, now).end.getTime() - now.getTime()) / 1000);
  throw new Fault("too_many_requests", "Too many tries; wait.", { retryAfter });
}
