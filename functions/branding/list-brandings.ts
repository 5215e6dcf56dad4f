import { Branding, BrandingView } from "#domain/branding.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listBrandings = operation("branding/list-brandings", {
  method: "GET",
  path: "/v1/organizers/{organizerId}/brandings",
  summary: "An organizer's branding settings, for its team, and which of them is in use",
  auth: "user",
  paged: true,
  input: Branding.pick({ organizerId: true }).extend(paging),
  output: pageOf(BrandingView),
  success: 200,
  uses: ["table:get", "table:query"],
  faults: ["not_found", "not_permitted"],
  impact: "Organizers cannot see the looks they can give their pages.",
});
