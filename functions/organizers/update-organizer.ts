import { Organizer, OrganizerEdits, OrganizerView } from "#domain/organizer.ts";
import { operation } from "#platform/operation.ts";

export const updateOrganizer = operation("organizers/update-organizer", {
  method: "PATCH",
  path: "/v1/organizers/{organizerId}",
  summary: "Change what an organizer's page says",
  auth: "user",
  input: OrganizerEdits.extend(Organizer.pick({ organizerId: true }).shape),
  output: OrganizerView,
  success: 200,
  uses: ["table:get", "table:put"],
  faults: ["not_found", "not_permitted"],
  impact: "Organizers cannot change their pages.",
});
