import { commit, type Writers } from "#data/commit.ts";
import { credential } from "#data/credential.ts";
import { invitation } from "#data/invitation.ts";
import { invitationsTo, removeInvitations } from "#data/invitations-to.ts";
import type { Owner } from "#data/load-owner.ts";
import { organizer } from "#data/organizer.ts";
import { teamsOf } from "#data/teams-of.ts";
import { user } from "#data/user.ts";
import { isContact, nobodys } from "#domain/organizer.ts";
import { normalizeEmail } from "#domain/text.ts";
import { type Change, created, stamp } from "#domain/trail.ts";

/** DynamoDB's limit of a transaction, without what moves the account. */
const room = 97;

/**
 * Moves an account to the address its owner has proved to read, told by `change`: the credential of the former address
 * goes, one for the new comes if it has none, and the person says so, in one transaction. With them go what the former
 * address was invited to, as nothing leads there from the person any more, and the pages of organizers that gave it out
 * give out the new one, or nobody's where the person has left the team, since nobody would know whose it was when the
 * person is erased one day. `taken`: the address got
 * an account meanwhile. `changed`: the password, the wish or an organizer did.
 */
export async function moveAddress(
  { person, login }: Owner,
  pendingEmail: string,
  change: Change,
): Promise<"moved" | "taken" | "changed"> {
  const { fact: _told, ...untold } = change;
  const { userId, passwordHash } = login;
  const teams = await teamsOf(userId);
  const pages = teams
    .filter(({ organizer }) => isContact({ email: person.email }, organizer))
    .map(({ organizer, member }) => ({
      ...{ organizerId: organizer.organizerId, former: organizer.contactEmail },
      contactEmail: member.endedAt === undefined ? pendingEmail : nobodys.contactEmail,
    }));
  const invitations = await invitationsTo(person.email);
  // Nobody has as many as have no room: those go first, to an address that was proved whatever becomes of the rest.
  for (const page of pages.slice(room)) {
    await commit({ organizer }, ({ organizer }) => [nowReachedAt(organizer, page, untold)]);
  }
  const left = Math.max(0, room - pages.length);
  await removeInvitations(invitations.slice(left));
  const refused = await commit({ credential, user, organizer, invitation }, (to) => [
    to.credential.create({ email: normalizeEmail(pendingEmail), userId, passwordHash, ...created(untold) }).commit(),
    to.credential
      .delete({ email: login.email })
      .where((is, { eq }) => `${eq(is.userId, userId)} AND ${eq(is.passwordHash, passwordHash)}`)
      .commit(),
    to.user
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
    ...pages.slice(0, room).map((page) => nowReachedAt(to.organizer, page, untold)),
    ...invitations.slice(0, left).map((key) => to.invitation.delete(key).commit()),
  ]);
  // Who sends the token twice at once finds both refused: the wish is fulfilled.
  if (refused.some(({ position }) => position > 0)) return "changed";
  return refused.length === 0 ? "moved" : "taken";
}

const nowReachedAt = (
  organizers: Writers<{ organizer: typeof organizer }>["organizer"],
  { organizerId, former, contactEmail }: { readonly [field in "organizerId" | "former" | "contactEmail"]: string },
  change: Change,
) =>
  organizers
    .patch({ organizerId })
    .set({ contactEmail, ...stamp(change) })
    .add({ version: 1 })
    .where((is, { eq }) => eq(is.contactEmail, former))
    .commit();
