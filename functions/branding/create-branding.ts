import { BrandingView, NewBranding } from "#domain/branding.ts";
import { operation } from "#platform/operation.ts";

export const createBranding = operation("branding/create-branding", {
  method: "POST",
  path: "/v1/organizers/{organizerId}/brandings",
  summary: "Add a branding setting to an organizer; its first is in use at once",
  auth: "user",
  idempotent: "if-keyed",
  input: NewBranding,
  output: BrandingView,
  success: 201,
  uses: ["table:get", "table:put", "table:update", "table:check"],
  faults: ["not_found", "not_permitted", "key_in_flight", "busy"],
  impact: "Organizers cannot give their pages a look of their own.",
});
