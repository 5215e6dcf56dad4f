import { MembershipCard } from "#domain/organizer.ts";
import { operation } from "#platform/operation.ts";

export const removeMember = operation("members/remove-member", {
  method: "DELETE",
  path: "/v1/organizers/{organizerId}/members/{userId}",
  summary: "Take somebody out of an organizer's team; only its owners can, and one of them stays",
  auth: "user",
  input: MembershipCard.pick({ organizerId: true, userId: true }),
  output: undefined,
  success: 204,
  uses: ["table:get", "table:put", "gsi1:query", "table:check", "table:update"],
  faults: ["not_found", "not_permitted", "last_owner", "busy"],
  impact: "Who should no longer work for an organizer still can.",
});
