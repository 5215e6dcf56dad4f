import { commit } from "#data/commit.ts";
import { countWithin } from "#data/count-within.ts";
import { throttle } from "#data/throttle.ts";
import { user } from "#data/user.ts";
import { fingerprint } from "#domain/fingerprint.ts";
import { perAddress } from "#domain/limit.ts";
import { normalizeEmail } from "#domain/text.ts";
import { type Change, stamp } from "#domain/trail.ts";

/**
 * Notes the address somebody wants to move to, told by `change`; not more often than an address may be written to, and
 * then silently. Whether the address has an account is not looked at here: the answer cannot tell.
 */
export async function askEmailChange(userId: string, email: string, change: Change): Promise<void> {
  await commit({ throttle, user }, ({ throttle, user }) => [
    countWithin(throttle, perAddress.emailChanges, fingerprint(normalizeEmail(email)), change),
    user
      .patch({ userId })
      .set({ pendingEmail: email, ...stamp(change) })
      .add({ version: 1 })
      .where(({ isActive }, op) => op.eq(isActive, true))
      .commit(),
  ]);
}
