import { loadBranding } from "#data/load-branding.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { managing, requireMember } from "#data/rights.ts";
import { useBranding } from "#data/store-branding.ts";
import { activateBranding } from "#functions/branding/activate-branding.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(activateBranding, async ({ input, caller, change }) => {
  const { organizerId, brandingId } = input;
  const { activeBrandingId } = await loadOrganizer(organizerId);
  await requireMember(caller, organizerId, managing, { isPublic: true });
  const branding = await loadBranding(input);
  if (activeBrandingId !== brandingId) await useBranding(branding, change());
  return { ...branding, isInUse: true };
});
