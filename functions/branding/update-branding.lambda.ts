import { loadBranding } from "#data/load-branding.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { managing, requireMember } from "#data/rights.ts";
import { editBranding } from "#data/store-branding.ts";
import { shownBranding } from "#domain/branding.ts";
import { edited } from "#domain/edit.ts";
import { Fault } from "#domain/fault.ts";
import { updateBranding } from "#functions/branding/update-branding.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(updateBranding, async ({ input, caller, expectedVersion, change }) => {
  const { organizerId, brandingId, ...edits } = input;
  const organizer = await loadOrganizer(organizerId);
  await requireMember(caller, organizerId, managing, { isPublic: true });
  const branding = await loadBranding({ organizerId, brandingId });
  if (branding.version !== expectedVersion) throw new Fault("stale_version");
  const next = await editBranding(edited(branding, edits), change());
  if (!next) throw new Fault("stale_version");
  return shownBranding(next, organizer);
});
