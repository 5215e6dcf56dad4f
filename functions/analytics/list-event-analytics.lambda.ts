import { loadManagedEvent } from "#data/load-managed-event.ts";
import { readEventDays, readEventMonths } from "#data/read-event-analytics.ts";
import { checkDays, shownFigures } from "#domain/event-analytics.ts";
import { listEventAnalytics } from "#functions/analytics/list-event-analytics.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listEventAnalytics, async ({ input, caller, page }) => {
  checkDays(input);
  const { eventId } = await loadManagedEvent(input.eventId, caller);
  const read = input.by === "day" ? readEventDays : readEventMonths;
  const { items, last } = await read(eventId, input, page);
  return { items: items.map(shownFigures), last };
});
