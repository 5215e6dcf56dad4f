import { holds } from "#data/condition.ts";
import { idempotency } from "#data/idempotency.ts";
import { type ClaimedKey, keyReused } from "#domain/repeat.ts";
import { days } from "#domain/time.ts";
import { type Change, created, purgeAfter } from "#domain/trail.ts";

/** Stripe, too, keeps a key for a day at least. */
const keptDays = 2;

/**
 * Writes down what a key is used for, where nothing else of the request has the key's own id as its key. It claims no
 * more than that: a repeat of the same request goes on where the first one stopped. Throws `key_reused` for another.
 */
export async function claimKey(of: Omit<ClaimedKey, "bodyHash">, bodyHash: string, change: Change): Promise<void> {
  const claim = { ...of, bodyHash, ...created(change), purgeAt: purgeAfter(change.now, days(keptDays)) };
  if (await holds(idempotency.create(claim).go({ response: "none" }))) return;
  const { data: found } = await idempotency.get(of).go({ consistent: true });
  if (found && found.bodyHash !== bodyHash) throw keyReused();
}
