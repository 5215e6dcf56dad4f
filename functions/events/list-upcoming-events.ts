import { FoundEvent, SearchForm } from "#domain/search.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listUpcomingEvents = operation("events/list-upcoming-events", {
  method: "GET",
  path: "/v1/events",
  summary:
    "Search published events by start (the next 12 months by default), category, organizer, place, price, featured; a page may be short and not the last",
  auth: "public",
  input: SearchForm.extend(paging),
  output: pageOf(FoundEvent),
  success: 200,
  uses: ["gsi1:query", "gsi2:query", "gsi3:query"],
  faults: ["search_too_wide"],
  impact: "Nobody can find events.",
  paged: true,
  cacheSeconds: 30,
});
