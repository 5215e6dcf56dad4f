import { changeEvent } from "#data/change-event.ts";
import { loadCategories } from "#data/load-category.ts";
import { storeCategories } from "#data/map-categories.ts";
import { managing, requireMember } from "#data/rights.ts";
import { categorized } from "#domain/categorize.ts";
import { isPublic } from "#domain/event.ts";
import { eventPage } from "#domain/event-page.ts";
import { Fault } from "#domain/fault.ts";
import { setEventCategories } from "#functions/events/set-event-categories.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(setEventCategories, async ({ input, caller, expectedVersion, change }) => {
  const { eventId, categoryIds } = input;
  const stored = await changeEvent(eventId, async (sale) => {
    await requireMember(caller, sale.event.organizerId, managing, { isPublic: isPublic(sale.event) });
    if (sale.event.version !== expectedVersion) throw new Fault("stale_version");
    const chosen = categorized(sale.event, categoryIds, await loadCategories([...new Set(categoryIds)]));
    return storeCategories(sale, chosen, change());
  });
  return eventPage(stored, { forTeam: true });
});
