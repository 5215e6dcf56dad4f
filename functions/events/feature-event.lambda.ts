import { setFeatured } from "#data/feature.ts";
import { requireRole } from "#data/rights.ts";
import { eventPage } from "#domain/event-page.ts";
import { featureEvent } from "#functions/events/feature-event.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(featureEvent, async ({ input, caller, expectedVersion, change }) => {
  await requireRole(caller, "admin");
  const stored = await setFeatured({ ...input, isFeatured: true }, expectedVersion, change());
  return eventPage(stored, { forTeam: false });
});
