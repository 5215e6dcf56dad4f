import { Branding, BrandingView } from "#domain/branding.ts";
import { operation } from "#platform/operation.ts";

export const getBranding = operation("branding/get-branding", {
  method: "GET",
  path: "/v1/organizers/{organizerId}/brandings/{brandingId}",
  summary: "How an organizer's pages look: everybody sees the setting in use, its team all",
  auth: "optional",
  input: Branding.pick({ organizerId: true, brandingId: true }),
  output: BrandingView,
  success: 200,
  uses: ["table:get"],
  faults: ["not_found"],
  impact: "Organizers' pages lose their look.",
  cacheSeconds: 30,
});
