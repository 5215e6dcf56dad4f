import { Event, EventForm } from "#domain/event.ts";
import { EventPage } from "#domain/event-page.ts";
import { operation } from "#platform/operation.ts";

export const createEvent = operation("events/create-event", {
  method: "POST",
  path: "/v1/events",
  summary: "Begin an event: a draft that only its organizer's team sees",
  auth: "user",
  idempotent: "if-keyed",
  input: EventForm.extend(Event.pick({ organizerId: true }).shape),
  output: EventPage,
  success: 201,
  uses: ["table:get", "table:query", "table:put", "table:check", "archive:query"],
  faults: ["key_in_flight", "not_found", "not_permitted", "busy"],
  impact: "Organizers cannot begin new events.",
});
