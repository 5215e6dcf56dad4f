import { commit } from "#data/commit.ts";
import { credential } from "#data/credential.ts";
import { user } from "#data/user.ts";
import { type Change, stamp } from "#domain/trail.ts";
import type { Credential, User } from "#domain/user.ts";

/**
 * Gives an account a new password and ends all its sessions. It also verifies the address, since only who reads its
 * mail comes here. Answers false if the password was changed meanwhile.
 */
export async function changePassword(
  { email, passwordHash: former }: Credential,
  { userId, emailVerifiedAt }: User,
  passwordHash: string,
  change: Change,
): Promise<boolean> {
  const at = change.now.toISOString();
  const refusals = await commit({ credential, user }, ({ credential, user }) => [
    credential
      .patch({ email })
      .set({ passwordHash, ...stamp(change) })
      .add({ version: 1 })
      .where(({ passwordHash }, { eq }) => eq(passwordHash, former))
      .commit(),
    user
      .patch({ userId })
      .set({ sessionsEndedAt: at, emailVerifiedAt: emailVerifiedAt ?? at, ...stamp(change) })
      .add({ version: 1 })
      .commit(),
  ]);
  return refusals.length === 0;
}
