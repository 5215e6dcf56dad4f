import { OrganizerForm, OrganizerView } from "#domain/organizer.ts";
import { operation } from "#platform/operation.ts";

export const createOrganizer = operation("organizers/create-organizer", {
  method: "POST",
  path: "/v1/organizers",
  summary: "Become an organizer: the caller owns it and may create events for it",
  auth: "user",
  idempotent: "if-keyed",
  input: OrganizerForm,
  output: OrganizerView,
  success: 201,
  uses: ["table:get", "table:put", "table:update"],
  faults: ["key_in_flight", "email_not_verified", "not_permitted", "busy"],
  impact: "Nobody can become an organizer.",
});
