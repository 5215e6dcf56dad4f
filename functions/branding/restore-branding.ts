import { Branding, BrandingView } from "#domain/branding.ts";
import { operation } from "#platform/operation.ts";

export const restoreBranding = operation("branding/restore-branding", {
  method: "POST",
  path: "/v1/organizers/{organizerId}/brandings/{brandingId}/restore",
  summary: "Bring a deleted branding setting back, not in use; a repeat changes nothing",
  auth: "user",
  role: "super_admin",
  input: Branding.pick({ organizerId: true, brandingId: true }),
  output: BrandingView,
  success: 200,
  uses: ["table:get", "table:put"],
  faults: ["not_found", "busy"],
  impact: "Looks that were deleted by mistake are lost.",
});
