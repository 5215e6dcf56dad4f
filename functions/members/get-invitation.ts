import { Invitation, InvitationCard } from "#domain/invitation.ts";
import { operation } from "#platform/operation.ts";

export const getInvitation = operation("members/get-invitation", {
  method: "GET",
  path: "/v1/organizers/{organizerId}/invitations/{invitationId}",
  summary: "An invitation to an organizer's team that can still be accepted, for its owners",
  auth: "user",
  input: Invitation.pick({ organizerId: true, invitationId: true }),
  output: InvitationCard,
  success: 200,
  uses: ["table:get"],
  faults: ["not_found", "not_permitted"],
  impact: "Organizers cannot see an invitation they have sent.",
});
