import { loadBranding } from "#data/load-branding.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { managing, requireMember } from "#data/rights.ts";
import { removeBranding } from "#data/store-branding.ts";
import { Fault } from "#domain/fault.ts";
import { deleteBranding } from "#functions/branding/delete-branding.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(deleteBranding, async ({ input, caller, expectedVersion, change }) => {
  await loadOrganizer(input.organizerId);
  await requireMember(caller, input.organizerId, managing, { isPublic: true });
  const branding = await loadBranding(input);
  if (branding.version !== expectedVersion) throw new Fault("stale_version");
  if (!(await removeBranding(branding, change()))) throw new Fault("stale_version");
});
