import { Invitation } from "#domain/invitation.ts";
import { User } from "#domain/user.ts";
import { operation } from "#platform/operation.ts";

export const inviteMember = operation("members/invite-member", {
  method: "POST",
  path: "/v1/organizers/{organizerId}/invitations",
  summary: "Invite an address to an organizer's team by mail, whether or not it has an account; again renews it",
  auth: "user",
  input: Invitation.pick({ organizerId: true, role: true }).extend(User.pick({ email: true }).shape),
  output: undefined,
  success: 202,
  uses: ["table:get", "table:put", "table:update", "table:check"],
  faults: ["not_found", "not_permitted", "too_many_requests", "busy"],
  impact: "Organizers cannot invite anybody to their team.",
});
