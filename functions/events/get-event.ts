import { Event } from "#domain/event.ts";
import { EventPage } from "#domain/event-page.ts";
import { operation } from "#platform/operation.ts";

export const getEvent = operation("events/get-event", {
  method: "GET",
  path: "/v1/events/{eventId}",
  summary: "An event with what it offers and how much of it is taken; a draft only for its organizer's team",
  auth: "optional",
  input: Event.pick({ eventId: true }),
  output: EventPage,
  success: 200,
  uses: ["table:get", "table:query", "archive:query"],
  faults: ["not_found"],
  impact: "Event pages cannot be seen.",
  cacheSeconds: 5,
});
