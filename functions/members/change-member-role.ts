import { MemberView } from "#domain/member.ts";
import { MembershipCard } from "#domain/organizer.ts";
import { operation } from "#platform/operation.ts";

export const changeMemberRole = operation("members/change-member-role", {
  method: "PATCH",
  path: "/v1/organizers/{organizerId}/members/{userId}",
  summary: "Change what a member of an organizer's team may do; only its owners can, and one stays an owner",
  auth: "user",
  input: MembershipCard,
  output: MemberView,
  success: 200,
  uses: ["table:get", "table:put", "gsi1:query", "table:check", "table:update"],
  faults: ["not_found", "not_permitted", "last_owner", "busy"],
  impact: "Organizers cannot change what the members of their team may do.",
});
