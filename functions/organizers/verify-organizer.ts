import { Organizer, OrganizerView } from "#domain/organizer.ts";
import { operation } from "#platform/operation.ts";

export const verifyOrganizer = operation("organizers/verify-organizer", {
  method: "POST",
  path: "/v1/organizers/{organizerId}/verify",
  summary: "Vouch for an organizer, with If-Match for it as it was read; a repeat changes nothing",
  auth: "user",
  role: "admin",
  input: Organizer.pick({ organizerId: true }),
  output: OrganizerView,
  success: 200,
  uses: ["table:get", "table:put"],
  faults: ["not_found", "stale_version", "busy"],
  impact: "Organizers stay unverified.",
});
