import { InvitationCard } from "#domain/invitation.ts";
import { Organizer } from "#domain/organizer.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listInvitations = operation("members/list-invitations", {
  method: "GET",
  path: "/v1/organizers/{organizerId}/invitations",
  summary: "The addresses invited to an organizer's team that can still accept, for its owners",
  auth: "user",
  paged: true,
  input: Organizer.pick({ organizerId: true }).extend(paging),
  output: pageOf(InvitationCard),
  success: 200,
  uses: ["table:get", "table:query"],
  faults: ["not_found", "not_permitted"],
  impact: "Organizers cannot see whom they have invited.",
});
