import { Invitation } from "#domain/invitation.ts";
import { fact } from "#platform/fact.ts";

/** An owner wants an address in the team of an organizer. */
export const memberInvited = fact(
  "member.invited.v1",
  "invitation",
  Invitation.pick({ invitationId: true, organizerId: true, role: true }),
);
