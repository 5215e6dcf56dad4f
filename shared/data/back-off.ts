import { holds } from "#data/condition.ts";
import { throttle } from "#data/throttle.ts";
import { nextTry, secondsToWait, type Tries } from "#domain/back-off.ts";
import { Fault } from "#domain/fault.ts";
import { fingerprint } from "#domain/fingerprint.ts";
import { hours } from "#domain/time.ts";
import { type Change, changed, created, purgeAfter } from "#domain/trail.ts";

const keyOf = (email: string) => ({ what: "login", who: fingerprint(email) });

/** Losing a round means that another try was counted; so many at once are no person. */
const rounds = 15;

/**
 * Counts one more try at an address's password, whether or not it has an account. Throws `too_many_requests` while the
 * address has to wait. Of tries at the same moment each is counted by itself, so that none is free.
 */
export async function countTry(email: string, change: Change): Promise<void> {
  for (let round = 1; round <= rounds; round++) {
    const { data: before } = await throttle.get(keyOf(email)).go({ consistent: true });
    const retryAfter = secondsToWait(before ?? undefined, change.now);
    if (retryAfter > 0) throw new Fault("too_many_requests", undefined, { retryAfter });
    if (await write(email, before ?? undefined, nextTry(before ?? undefined, change.now), change)) return;
  }
  throw new Fault("too_many_requests", undefined, { retryAfter: 1 });
}

/** Lets the owner try anew: somebody proved to be it. */
export async function forgetTries(email: string, change: Change): Promise<void> {
  const item = { ...keyOf(email), tries: 0, resetsAt: change.now.toISOString(), ...created(change) };
  await throttle.put({ ...item, purgeAt: purgeAfter(change.now, hours(1)) }).go();
}

type Before = (Tries & { readonly createdAt: string; readonly version: number }) | undefined;

function write(email: string, before: Before, tries: Tries, change: Change): Promise<boolean> {
  const item = { ...keyOf(email), ...tries, purgeAt: purgeAfter(change.now, hours(2)) };
  if (!before) return holds(throttle.create({ ...item, ...created(change) }).go());
  const next = { ...item, createdAt: before.createdAt, ...changed(before, change) };
  const unchanged = throttle.put(next).where(({ version, tries }, { eq }) => {
    return `${eq(version, before.version)} AND ${eq(tries, before.tries)}`;
  });
  return holds(unchanged.go());
}
