import { commit } from "#data/commit.ts";
import { invitation as invitations } from "#data/invitation.ts";
import { pendingInvitation } from "#data/load-invitation.ts";
import type { StoredMember } from "#data/load-member.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { membership as memberships } from "#data/membership.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { gainsOwner, isStillThere, otherOwner, ownsStill } from "#data/other-owner.ts";
import { user as users } from "#data/user.ts";
import { Fault } from "#domain/fault.ts";
import type { MemberRole } from "#domain/organizer.ts";
import { type Change, changed, stamp } from "#domain/trail.ts";

const rounds = 5;

/**
 * Gives a member another role, or ends the membership, and answers it as it is then; nothing if somebody else wrote it
 * first. An owner stops being one only while another is checked to be one, in the same transaction: of the last two, one
 * stays. Throws `last_owner`. The organizer's own owner is handed on with it, so that it always names one. With a
 * membership ends what else its address was invited to the team by.
 */
export async function storeMember(
  before: StoredMember,
  next: { readonly role: MemberRole } | { readonly endedAt: string },
  change: Change,
): Promise<StoredMember | undefined> {
  const { userId, organizerId } = before;
  const role = "role" in next ? next.role : before.role;
  const member = { ...before, ...next, card: { userId, organizerId, role }, ...changed(before, change) };
  const { fact: _, ...quietly } = change;
  const givesUp = before.role === "owner" && (role !== "owner" || "endedAt" in next);
  const gains = before.role !== "owner" && role === "owner";
  for (let round = 0; round < rounds; round++) {
    const other = givesUp ? await whoStays(before) : undefined;
    const open = "endedAt" in next ? await pendingInvitation(before) : undefined;
    const refused = await commit(
      { memberships, organizers, invitations, users },
      ({ memberships, organizers, invitations, users }) => [
        memberships
          .put(member)
          .where(({ version }, op) => op.eq(version, before.version))
          .commit(),
        ...(other ? [ownsStill(memberships, organizerId, other), isStillThere(users, other)] : []),
        ...(other && other.userId !== other.named
          ? [
              organizers
                .patch({ organizerId })
                .set({ userId: other.userId, ...stamp(quietly) })
                .add({ version: 1 })
                .where((organizer, op) => op.eq(organizer.userId, other.named))
                .commit(),
            ]
          : []),
        ...(gains ? [gainsOwner(organizers, organizerId, quietly)] : []),
        ...(open
          ? [
              invitations
                .put({ ...open, status: "revoked", ...changed(open, quietly) })
                .where(({ version }, op) => op.eq(version, open.version))
                .commit(),
            ]
          : []),
      ],
    );
    if (refused.length === 0) return member;
    if (refused.some(({ position }) => position === 0)) return undefined;
    if (gains) throw new Fault("not_found");
  }
  throw new Fault("busy");
}

/** Another owner whose account is open, and whom the organizer names now: if that is nobody who stays, it is handed on. */
async function whoStays({ userId, organizerId }: StoredMember) {
  const organizer = await loadOrganizer(organizerId);
  const other = await otherOwner(organizer, userId);
  if (!other?.isActive) throw new Fault("last_owner", "Make somebody else an owner first, or close the organizer.");
  return { ...other, named: organizer.userId };
}
