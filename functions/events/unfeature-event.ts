import { Event } from "#domain/event.ts";
import { EventPage } from "#domain/event-page.ts";
import { operation } from "#platform/operation.ts";

export const unfeatureEvent = operation("events/unfeature-event", {
  method: "DELETE",
  path: "/v1/events/{eventId}/featured",
  summary: "Take an event from the featured ones",
  auth: "user",
  role: "admin",
  input: Event.pick({ eventId: true }),
  output: EventPage,
  success: 200,
  uses: ["table:get", "table:query", "table:put", "table:delete"],
  faults: ["not_found", "not_permitted", "busy"],
  impact: "Admins cannot take featured events back.",
});
