import { MemberCard } from "#domain/member.ts";
import { Organizer } from "#domain/organizer.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listMembers = operation("members/list-members", {
  method: "GET",
  path: "/v1/organizers/{organizerId}/members",
  summary: "An organizer's team, for those who run it",
  auth: "user",
  paged: true,
  input: Organizer.pick({ organizerId: true }).extend(paging),
  output: pageOf(MemberCard),
  success: 200,
  uses: ["table:get", "gsi1:query", "table:batch-get"],
  faults: ["not_found", "not_permitted"],
  impact: "Organizers cannot see who is in their team.",
});
