import { Branding, BrandingView } from "#domain/branding.ts";
import { operation } from "#platform/operation.ts";

export const activateBranding = operation("branding/activate-branding", {
  method: "POST",
  path: "/v1/organizers/{organizerId}/brandings/{brandingId}/activate",
  summary: "Put one of an organizer's branding settings to use in place of the one that is; a repeat changes nothing",
  auth: "user",
  input: Branding.pick({ organizerId: true, brandingId: true }),
  output: BrandingView,
  success: 200,
  uses: ["table:get", "table:update", "table:check"],
  faults: ["not_found", "not_permitted", "busy"],
  impact: "Organizers cannot change to another look.",
});
