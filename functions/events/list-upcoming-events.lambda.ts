import { nearestEvents } from "#data/nearest-events.ts";
import { searchEvents } from "#data/search-events.ts";
import { placeOf, placeText, searchFor } from "#domain/search.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listUpcomingEvents, async ({ input, page, now }) => {
  const { limit: _, cursor: __, ...form } = input;
  const place = page.after === undefined ? undefined : placeOf(page.after);
  const search = searchFor(form, now.toISOString(), place?.range);
  const find = search.sort === "distance" ? nearestEvents : searchEvents;
  const { items, after } = await find(search, { limit: page.limit, after: place?.after });
  return { items, last: after && placeText(search.range, after) };
});
