import { MemberView } from "#domain/member.ts";
import { MembershipCard } from "#domain/organizer.ts";
import { operation } from "#platform/operation.ts";

export const getMember = operation("members/get-member", {
  method: "GET",
  path: "/v1/organizers/{organizerId}/members/{userId}",
  summary: "A member of an organizer's team, for those who run it",
  auth: "user",
  input: MembershipCard.pick({ organizerId: true, userId: true }),
  output: MemberView,
  success: 200,
  uses: ["table:get"],
  faults: ["not_found", "not_permitted"],
  impact: "Organizers cannot see what a member of their team may do.",
});
