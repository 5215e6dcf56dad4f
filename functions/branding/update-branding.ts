import { Branding, BrandingEdits, BrandingView } from "#domain/branding.ts";
import { operation } from "#platform/operation.ts";

export const updateBranding = operation("branding/update-branding", {
  method: "PATCH",
  path: "/v1/organizers/{organizerId}/brandings/{brandingId}",
  summary: "Change one of an organizer's branding settings; null takes the logo away",
  auth: "user",
  input: BrandingEdits.extend(Branding.pick({ organizerId: true, brandingId: true }).shape),
  output: BrandingView,
  success: 200,
  uses: ["table:get", "table:put"],
  faults: ["not_found", "not_permitted"],
  impact: "Organizers cannot change how their pages look.",
});
