import { Branding } from "#domain/branding.ts";
import { operation } from "#platform/operation.ts";

export const deleteBranding = operation("branding/delete-branding", {
  method: "DELETE",
  path: "/v1/organizers/{organizerId}/brandings/{brandingId}",
  summary: "Delete one of an organizer's branding settings that is not in use",
  auth: "user",
  input: Branding.pick({ organizerId: true, brandingId: true }),
  output: undefined,
  success: 204,
  uses: ["table:get", "table:put", "table:check"],
  faults: ["not_found", "not_permitted", "in_use", "busy"],
  impact: "Organizers cannot delete looks they do not need.",
});
