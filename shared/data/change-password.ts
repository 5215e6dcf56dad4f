import { commit } from "#data/commit.ts";
import { credential } from "#data/credential.ts";
import { user } from "#data/user.ts";
import { type Change, stamp } from "#domain/trail.ts";
import type { Credential, User } from "#domain/user.ts";

/**
 * Gives an account a new password, told by `change`, and ends its sessions, save the one it `keeps`. A change of address
 * that waits for its proof is off: it may have been asked for with the former password. Without a session to keep it is
 * who reads the account's mail that comes here, so that this verifies the address. Answers false if the password was
 * changed meanwhile.
 */
export async function changePassword(
  { email, passwordHash: former }: Credential,
  { userId, emailVerifiedAt }: User,
  passwordHash: string,
  change: Change,
  { keeps }: { readonly keeps?: string } = {},
): Promise<boolean> {
  const { fact: _told, ...untold } = change;
  const proved = keeps ? { keptSession: keeps } : { emailVerifiedAt: emailVerifiedAt ?? change.now.toISOString() };
  const refusals = await commit({ credential, user }, ({ credential, user }) => [
    credential
      .patch({ email })
      .set({ passwordHash, ...stamp(untold) })
      .add({ version: 1 })
      .where(({ passwordHash }, { eq }) => eq(passwordHash, former))
      .commit(),
    user
      .patch({ userId })
      .set({ ...proved, ...stamp(change) })
      .remove(keeps ? ["pendingEmail"] : ["pendingEmail", "keptSession"])
      .add({ sessionsEpoch: 1, version: 1 })
      .commit(),
  ]);
  return refusals.length === 0;
}
