import { joinTeam } from "#data/join-team.ts";
import { loadInvitation } from "#data/load-invitation.ts";
import { findOrganizer } from "#data/load-organizer.ts";
import { loadUser } from "#data/load-user.ts";
import { requireVerified } from "#data/verified.ts";
import { Fault } from "#domain/fault.ts";
import { normalizeEmail } from "#domain/text.ts";
import { memberJoined } from "#events/facts/member-joined.ts";
import { acceptInvitation } from "#functions/members/accept-invitation.ts";
import { readInvitation } from "#platform/mailed-tokens.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(acceptInvitation, async ({ input, caller, now, change }) => {
  const claims = await readInvitation(input.token, now);
  if (!claims) throw new Fault("invalid_token");
  const invited = { organizerId: claims.organizerId, invitationId: claims.sub };
  const [invitation, organizer, person] = await Promise.all([
    loadInvitation(invited),
    findOrganizer(invited.organizerId),
    loadUser(caller.userId),
  ]);
  if (!invitation || !organizer?.isActive) throw new Fault("invalid_token");
  if (!person || normalizeEmail(person.email) !== invitation.email) {
    throw new Fault("not_permitted", "Log in with the address that was invited.");
  }
  await requireVerified(caller);
  return { ...organizer, role: await joinTeam(invited, caller.userId, change(memberJoined)) };
});
