import { commit } from "#data/commit.ts";
import { credential } from "#data/credential.ts";
import { invitation } from "#data/invitation.ts";
import { invitationsTo, removeInvitations } from "#data/invitations-to.ts";
import type { Owner } from "#data/load-owner.ts";
import { user } from "#data/user.ts";
import { normalizeEmail } from "#domain/text.ts";
import { type Change, created, stamp } from "#domain/trail.ts";

/** DynamoDB's limit of a transaction, without what moves the account. */
const room = 97;

/**
 * Moves an account to the address its owner has proved to read, told by `change`: the credential of the former address
 * goes, one for the new comes if it has none, and the person says so, in one transaction. What the former address was
 * invited to goes with it, as nothing leads there from the person any more; more than there is room for only a flood
 * brings, and that goes before. `taken`: the address got an account meanwhile. `changed`: the password or the wish did.
 */
export async function moveAddress(
  { person, login }: Owner,
  pendingEmail: string,
  change: Change,
): Promise<"moved" | "taken" | "changed"> {
  const { fact: _told, ...untold } = change;
  const { userId, passwordHash } = login;
  const invitations = await invitationsTo(person.email);
  await removeInvitations(invitations.slice(room));
  const refused = await commit({ credential, user, invitation }, ({ credential, user, invitation }) => [
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
    ...invitations.slice(0, room).map((key) => invitation.delete(key).commit()),
  ]);
  // Who sends the token twice at once finds both refused: the wish is fulfilled.
  if (refused.some(({ position }) => position > 0)) return "changed";
  return refused.length === 0 ? "moved" : "taken";
}
