import { Invitation } from "#domain/invitation.ts";
import { operation } from "#platform/operation.ts";

export const revokeInvitation = operation("members/revoke-invitation", {
  method: "DELETE",
  path: "/v1/organizers/{organizerId}/invitations/{invitationId}",
  summary: "Take an invitation back that nobody has accepted",
  auth: "user",
  input: Invitation.pick({ organizerId: true, invitationId: true }),
  output: undefined,
  success: 204,
  uses: ["table:get", "table:put"],
  faults: ["not_found", "not_permitted"],
  impact: "Who was invited by mistake can join the team.",
});
