import { EventEdits } from "#domain/edit-event.ts";
import { Event } from "#domain/event.ts";
import { EventPage } from "#domain/event-page.ts";
import { operation } from "#platform/operation.ts";

export const updateEvent = operation("events/update-event", {
  method: "PATCH",
  path: "/v1/events/{eventId}",
  summary: "Change an event, also while it sells: dates and capacity reach its stock in the same step",
  auth: "user",
  input: EventEdits.extend(Event.pick({ eventId: true }).shape),
  output: EventPage,
  success: 200,
  uses: ["table:get", "table:query", "table:batch-get", "table:put", "table:update", "archive:query"],
  faults: ["not_found", "not_permitted", "not_changeable", "not_a_draft", "quantity_in_use", "busy"],
  impact: "Organizers cannot change their events.",
});
