import { Organizer } from "#domain/organizer.ts";
import { operation } from "#platform/operation.ts";

export const leaveOrganizer = operation("members/leave-organizer", {
  method: "POST",
  path: "/v1/organizers/{organizerId}/leave",
  summary: "Leave an organizer's team; its last owner cannot",
  auth: "user",
  input: Organizer.pick({ organizerId: true }),
  output: undefined,
  success: 204,
  uses: ["table:get", "table:put", "gsi1:query", "table:check", "table:update"],
  faults: ["not_found", "not_permitted", "last_owner", "busy"],
  impact: "People cannot stop working for an organizer.",
});
