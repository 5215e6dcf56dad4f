import { commit } from "#data/commit.ts";
import { countWithin } from "#data/count-within.ts";
import { credential } from "#data/credential.ts";
import { throttle } from "#data/throttle.ts";
import { user } from "#data/user.ts";
import { fingerprint } from "#domain/fingerprint.ts";
import { perAddress } from "#domain/limit.ts";
import { normalizeEmail } from "#domain/text.ts";
import { type Change, stamp } from "#domain/trail.ts";
import type { Credential } from "#domain/user.ts";

/**
 * Notes the address somebody wants to move to, told by `change`; not more often than an address may be written to, and
 * then silently. Whether the address has an account is not looked at here: the answer cannot tell. Answers false if the
 * password that was proved is no longer the one: a new one takes back what was asked for with it.
 */
export async function askEmailChange(login: Credential, email: string, change: Change): Promise<boolean> {
  const { userId, passwordHash: proved } = login;
  const refused = await commit({ throttle, user, credential }, ({ throttle, user, credential }) => [
    countWithin(throttle, perAddress.emailChanges, fingerprint(normalizeEmail(email)), change),
    user
      .patch({ userId })
      .set({ pendingEmail: email, ...stamp(change) })
      .add({ version: 1 })
      .where(({ isActive }, op) => op.eq(isActive, true))
      .commit(),
    credential
      .check({ email: login.email })
      .where(({ passwordHash }, op) => op.eq(passwordHash, proved))
      .commit(),
  ]);
  return !refused.some(({ position }) => position > 0);
}
