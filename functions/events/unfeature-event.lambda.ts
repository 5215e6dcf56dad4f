import { setFeatured } from "#data/feature.ts";
import { requireRole } from "#data/rights.ts";
import { eventPage } from "#domain/event-page.ts";
import { unfeatureEvent } from "#functions/events/unfeature-event.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(unfeatureEvent, async ({ input, caller, expectedVersion, change }) => {
  await requireRole(caller, "admin");
  const stored = await setFeatured({ ...input, isFeatured: false }, expectedVersion, change());
  return eventPage(stored, { forTeam: false });
});
