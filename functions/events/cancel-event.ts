import { Event } from "#domain/event.ts";
import { EventPage } from "#domain/event-page.ts";
import { operation } from "#platform/operation.ts";

export const cancelEvent = operation("events/cancel-event", {
  method: "POST",
  path: "/v1/events/{eventId}/cancel",
  summary: "Cancel an event: it sells nothing from this moment on, then every order is paid back and every holder told",
  auth: "user",
  input: Event.pick({ eventId: true }),
  output: EventPage,
  success: 200,
  uses: ["table:get", "table:query", "table:put", "table:update", "table:delete", "archive:query"],
  faults: ["not_found", "not_permitted", "not_changeable", "stale_version", "busy"],
  impact: "Organizers cannot cancel events: tickets go on selling.",
  timeout: 28,
});
