import { Organizer } from "#domain/organizer.ts";
import { operation } from "#platform/operation.ts";

export const deleteOrganizer = operation("organizers/delete-organizer", {
  method: "DELETE",
  path: "/v1/organizers/{organizerId}",
  summary: "Close an organizer that has nothing published; only its owners can",
  auth: "user",
  input: Organizer.pick({ organizerId: true }),
  output: undefined,
  success: 204,
  uses: ["table:get", "table:put"],
  faults: ["not_found", "not_permitted", "in_use"],
  impact: "Organizers cannot close what they run.",
});
