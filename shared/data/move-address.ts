import { commit } from "#data/commit.ts";
import { credential } from "#data/credential.ts";
import type { Owner } from "#data/load-owner.ts";
import { user } from "#data/user.ts";
import { normalizeEmail } from "#domain/text.ts";
import { type Change, created, stamp } from "#domain/trail.ts";

/**
 * Moves an account to the address its owner has proved to read, told by `change`: the credential of the former address
 * goes, one for the new comes if it has none, and the person says so, in one transaction. `taken`: the address got an
 * account meanwhile. `changed`: the password or the wish did.
 */
export async function moveAddress(
  { person, login }: Owner,
  pendingEmail: string,
  change: Change,
): Promise<"moved" | "taken" | "changed"> {
  const { fact: _told, ...untold } = change;
  const { userId, passwordHash } = login;
  const refused = await commit({ credential, user }, ({ credential, user }) => [
    credential.create({ email: normalizeEmail(pendingEmail), userId, passwordHash, ...created(untold) }).commit(),
    credential
      .delete({ email: login.email })
      .where((is, { eq }) => `${eq(is.userId, userId)} AND ${eq(is.passwordHash, passwordHash)}`)
      .commit(),
    user
      .patch({ userId })
      .set({
        email: pendingEmail,
        formerEmail: person.email,
        emailVerifiedAt: change.now.toISOString(),
        ...stamp(change),
      })
      .remove(["pendingEmail"])
      .add({ version: 1 })
      .where((is, { eq }) => `${eq(is.pendingEmail, pendingEmail)} AND ${eq(is.isActive, true)}`)
      .commit(),
  ]);
  // Who sends the token twice at once finds both refused: the wish is fulfilled.
  if (refused.some(({ position }) => position > 0)) return "changed";
  return refused.length === 0 ? "moved" : "taken";
}
