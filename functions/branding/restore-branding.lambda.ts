import { findBranding } from "#data/load-branding.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { requireRole } from "#data/rights.ts";
import { editBranding } from "#data/store-branding.ts";
import { shownBranding } from "#domain/branding.ts";
import { Fault } from "#domain/fault.ts";
import { restoreBranding } from "#functions/branding/restore-branding.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(restoreBranding, async ({ input, caller, change }) => {
  await requireRole(caller, "super_admin");
  const [organizer, branding] = await Promise.all([loadOrganizer(input.organizerId), findBranding(input)]);
  if (branding.isActive) return shownBranding(branding, organizer);
  const restored = await editBranding({ ...branding, isActive: true }, change());
  if (!restored) throw new Fault("busy");
  return shownBranding(restored, organizer);
});
