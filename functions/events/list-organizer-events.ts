import { Event, EventStatus } from "#domain/event.ts";
import { EventCard } from "#domain/event-card.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listOrganizerEvents = operation("events/list-organizer-events", {
  method: "GET",
  path: "/v1/organizers/{organizerId}/events",
  summary: "An organizer's events in one status, by start: everybody sees the published ones, its team all",
  auth: "optional",
  input: Event.pick({ organizerId: true }).extend({ status: EventStatus.default("published"), ...paging }),
  output: pageOf(EventCard),
  success: 200,
  uses: ["table:get", "gsi1:query", "archive-gsi1:query"],
  faults: ["not_found", "not_permitted"],
  impact: "Organizers cannot find their events, nor buyers an organizer's.",
  paged: true,
  cacheSeconds: 30,
});
