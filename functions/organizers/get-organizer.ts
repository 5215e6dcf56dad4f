import { Organizer, OrganizerView } from "#domain/organizer.ts";
import { operation } from "#platform/operation.ts";

export const getOrganizer = operation("organizers/get-organizer", {
  method: "GET",
  path: "/v1/organizers/{organizerId}",
  summary: "An organizer's public page; its team sees all of it",
  auth: "optional",
  input: Organizer.pick({ organizerId: true }),
  output: OrganizerView,
  success: 200,
  uses: ["table:get"],
  faults: ["not_found"],
  impact: "Organizers' pages cannot be seen.",
  cacheSeconds: 30,
});
