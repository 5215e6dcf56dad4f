import { Organizer, OrganizerView } from "#domain/organizer.ts";
import { operation } from "#platform/operation.ts";

export const restoreOrganizer = operation("organizers/restore-organizer", {
  method: "POST",
  path: "/v1/organizers/{organizerId}/restore",
  summary: "Open an organizer again that was closed, unless its owner was erased; a repeat changes nothing",
  auth: "user",
  role: "super_admin",
  input: Organizer.pick({ organizerId: true }),
  output: OrganizerView,
  success: 200,
  uses: ["table:get", "table:put"],
  faults: ["not_found", "not_changeable", "busy"],
  impact: "Organizers that were closed by mistake stay closed.",
});
