import { Event } from "#domain/event.ts";
import { operation } from "#platform/operation.ts";

export const deleteEvent = operation("events/delete-event", {
  method: "DELETE",
  path: "/v1/events/{eventId}",
  summary: "Delete an event of which nothing was sold; a draft is removed for good after 30 days",
  auth: "user",
  input: Event.pick({ eventId: true }),
  output: undefined,
  success: 204,
  uses: ["table:get", "table:query", "gsi2:query", "table:put", "table:update", "table:delete", "archive:query"],
  faults: ["not_found", "not_permitted", "not_changeable", "has_orders", "busy"],
  impact: "Organizers cannot get rid of events they made by mistake.",
});
