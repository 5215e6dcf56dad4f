import { loadBranding } from "#data/load-branding.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { isMember } from "#data/rights.ts";
import { shownBranding } from "#domain/branding.ts";
import { Fault } from "#domain/fault.ts";
import { getBranding } from "#functions/branding/get-branding.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getBranding, async ({ input, caller }) => {
  const [organizer, branding] = await Promise.all([loadOrganizer(input.organizerId), loadBranding(input)]);
  const shown = shownBranding(branding, organizer);
  if (!shown.isInUse && !(await isMember(caller, input.organizerId))) throw new Fault("not_found");
  return shown;
});
