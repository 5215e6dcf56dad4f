import { loadOrganizer } from "#data/load-organizer.ts";
import { requireMember } from "#data/rights.ts";
import { storeInvitation } from "#data/store-invitation.ts";
import { invitationOf } from "#domain/invitation.ts";
import { memberInvited } from "#events/facts/member-invited.ts";
import { inviteMember } from "#functions/members/invite-member.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(inviteMember, async ({ input, caller, now, change }) => {
  await loadOrganizer(input.organizerId);
  await requireMember(caller, input.organizerId, ["owner"], { isPublic: true });
  await storeInvitation(invitationOf(input, caller.userId, now), change(memberInvited));
});
