import { activateBranding } from "#functions/branding/activate-branding.ts";
import { createBranding } from "#functions/branding/create-branding.ts";
import { deleteBranding } from "#functions/branding/delete-branding.ts";
import { getBranding } from "#functions/branding/get-branding.ts";
import { listBrandings } from "#functions/branding/list-brandings.ts";
import { restoreBranding } from "#functions/branding/restore-branding.ts";
import { updateBranding } from "#functions/branding/update-branding.ts";
import { acceptInvitation } from "#functions/members/accept-invitation.ts";
import { changeMemberRole } from "#functions/members/change-member-role.ts";
import { getInvitation } from "#functions/members/get-invitation.ts";
import { getMember } from "#functions/members/get-member.ts";
import { inviteMember } from "#functions/members/invite-member.ts";
import { leaveOrganizer } from "#functions/members/leave-organizer.ts";
import { listInvitations } from "#functions/members/list-invitations.ts";
import { listMembers } from "#functions/members/list-members.ts";
import { removeMember } from "#functions/members/remove-member.ts";
import { revokeInvitation } from "#functions/members/revoke-invitation.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { deleteOrganizer } from "#functions/organizers/delete-organizer.ts";
import { listUnverifiedOrganizers } from "#functions/organizers/list-unverified-organizers.ts";
import { restoreOrganizer } from "#functions/organizers/restore-organizer.ts";
import { revokeVerification } from "#functions/organizers/revoke-verification.ts";
import { verifyOrganizer } from "#functions/organizers/verify-organizer.ts";
import { loggedIn, type Somebody, somebody } from "#test/bench/cost/people.ts";
import type { Walk } from "#test/bench/cost/walk.ts";

type Team = { readonly organizerId: string; readonly owner: Somebody };

/** What an organizer with nothing on sale does with its page and its team, and admins with it. */
export async function teams(walk: Walk, known: Somebody): Promise<void> {
  const [owner, admin] = [await somebody(walk), await loggedIn(walk, known.email)];
  const profile = { organizationName: "Lantern Cellar", contactEmail: owner.email };
  const { organizerId } = await walk.call(createOrganizer, profile, owner.as);
  await looks(walk, { organizerId, owner }, admin);
  await members(walk, { organizerId, owner });
  await walk.count(listUnverifiedOrganizers, { limit: 20 }, admin.as);
  await walk.count(verifyOrganizer, { organizerId }, admin.as);
  const { version } = await walk.count(revokeVerification, { organizerId }, admin.as);
  await walk.count(deleteOrganizer, { organizerId }, { ...owner.as, ifMatch: version });
  await walk.count(restoreOrganizer, { organizerId }, admin.as);
}

async function looks(walk: Walk, { organizerId, owner: { as } }: Team, admin: Somebody): Promise<void> {
  const colours = { primaryColor: "#102030", secondaryColor: "#ffffff" };
  await walk.count(createBranding, { organizerId, ...colours }, as);
  const { brandingId, version } = await walk.call(createBranding, { organizerId, ...colours }, as);
  const one = { organizerId, brandingId };
  await walk.count(getBranding, one, as);
  const edited = await walk.count(updateBranding, { ...one, primaryColor: "#302010" }, { ...as, ifMatch: version });
  await walk.count(listBrandings, { organizerId, limit: 20 }, as);
  await walk.count(deleteBranding, one, { ...as, ifMatch: edited.version });
  await walk.count(restoreBranding, one, admin.as);
  await walk.count(activateBranding, one, as);
}

async function members(walk: Walk, { organizerId, owner: { as } }: Team): Promise<void> {
  const [first, second] = [await somebody(walk), await somebody(walk)];
  for (const { email, as: asMember } of [first, second]) {
    await walk.count(inviteMember, { organizerId, email, role: "check_in" }, as);
    const token = await walk.mailed(email, /invites you/i);
    await walk.count(acceptInvitation, { token }, asMember);
  }
  await walk.call(inviteMember, { organizerId, email: "nobody@example.com", role: "manager" }, as);
  const { items } = await walk.count(listInvitations, { organizerId, limit: 20 }, as);
  const invitation = { organizerId, invitationId: items[0]?.invitationId ?? "" };
  const { version } = await walk.count(getInvitation, invitation, as);
  await walk.count(revokeInvitation, invitation, { ...as, ifMatch: version });

  await walk.count(listMembers, { organizerId, limit: 20 }, as);
  const one = { organizerId, userId: first.userId };
  const member = await walk.count(getMember, one, as);
  const moved = await walk.count(changeMemberRole, { ...one, role: "manager" }, { ...as, ifMatch: member.version });
  await walk.count(removeMember, one, { ...as, ifMatch: moved.version });
  await walk.count(leaveOrganizer, { organizerId }, second.as);
}
