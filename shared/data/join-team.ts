import { commit } from "#data/commit.ts";
import { holds } from "#data/condition.ts";
import { invitation as invitations } from "#data/invitation.ts";
import { loadInvitation } from "#data/load-invitation.ts";
import { membership as memberships } from "#data/membership.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { gainsOwner } from "#data/other-owner.ts";
import { user as users } from "#data/user.ts";
import { Fault } from "#domain/fault.ts";
import { type Invitation, isOpen, isSince } from "#domain/invitation.ts";
import type { MemberRole } from "#domain/organizer.ts";
import { type Change, changed, created, stamp } from "#domain/trail.ts";

const rounds = 5;

/**
 * Takes a person into the team they were invited to, in one transaction that uses the invitation up. Answers their role;
 * who is of the team already keeps the one they have, and so a repeat changes nothing. Throws `invalid_token` if the
 * invitation is not theirs to use any more.
 */
export async function joinTeam(
  invited: Pick<Invitation, "organizerId" | "invitationId">,
  userId: string,
  change: Change,
): Promise<MemberRole> {
  const { organizerId } = invited;
  const { fact: _, ...quietly } = change;
  for (let round = 0; round < rounds; round++) {
    const [invitation, { data: former }] = await Promise.all([
      loadInvitation(invited),
      memberships.get({ userId, organizerId }).go({ consistent: true }),
    ]);
    if (invitation && former && !former.endedAt && invitation.status !== "revoked") {
      await holds(accepted(invitation, quietly).go());
      return former.role;
    }
    if (!invitation || !isOpen(invitation, change.now.toISOString())) throw new Fault("invalid_token");
    // To an address they had before, it was not revoked with the membership.
    if (!isSince(invitation, former?.endedAt)) throw new Fault("invalid_token");
    const card = { userId, organizerId, role: invitation.role };
    const trail = former ? { createdAt: former.createdAt, ...changed(former, change) } : created(change);
    const member = { ...card, card, ...trail };
    const refused = await commit(
      { invitations, memberships, organizers, users },
      ({ invitations, memberships, organizers, users }) => [
        former
          ? memberships
              .put(member)
              .where(({ version }, op) => op.eq(version, former.version))
              .commit()
          : memberships.create(member).commit(),
        invitations
          .patch({ organizerId, invitationId: invitation.invitationId })
          .set({ status: "accepted", ...stamp(quietly) })
          .add({ version: 1 })
          .where(({ status, role }, op) => `${op.eq(status, "pending")} AND ${op.eq(role, invitation.role)}`)
          .commit(),
        invitation.role === "owner"
          ? gainsOwner(organizers, organizerId, quietly)
          : organizers
              .check({ organizerId })
              .where(({ isActive }, op) => op.eq(isActive, true))
              .commit(),
        // Written, and not only looked at: who is being erased has it decided anew, with this team.
        users
          .patch({ userId })
          .set(stamp(quietly))
          .add({ version: 1 })
          .where(({ isActive }, op) => op.eq(isActive, true))
          .commit(),
      ],
    );
    if (refused.length === 0) return invitation.role;
    if (refused.some(({ position }) => position >= 2)) throw new Fault("invalid_token");
  }
  throw new Fault("busy");
}

/** Uses an invitation up, if it still says what was read. */
const accepted = ({ organizerId, invitationId, role: offered }: Invitation, change: Change) =>
  invitations
    .patch({ organizerId, invitationId })
    .set({ status: "accepted", ...stamp(change) })
    .add({ version: 1 })
    .where(({ status, role }, op) => `${op.eq(status, "pending")} AND ${op.eq(role, offered)}`);
