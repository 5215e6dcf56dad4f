import { branding } from "#data/branding.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { readPage } from "#data/page.ts";
import { managing, requireMember } from "#data/rights.ts";
import { shownBranding } from "#domain/branding.ts";
import { listBrandings } from "#functions/branding/list-brandings.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listBrandings, async ({ input, caller, page }) => {
  const { organizerId } = input;
  const organizer = await loadOrganizer(organizerId);
  await requireMember(caller, organizerId, managing, { isPublic: true });
  const { items, last } = await readPage(branding.query.ofOrganizer({ organizerId }), page);
  const there = items.filter(({ isActive }) => isActive);
  return { items: there.map((one) => shownBranding(one, organizer)), last };
});
