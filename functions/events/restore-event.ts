import { Event } from "#domain/event.ts";
import { EventPage } from "#domain/event-page.ts";
import { operation } from "#platform/operation.ts";

export const restoreEvent = operation("events/restore-event", {
  method: "POST",
  path: "/v1/events/{eventId}/restore",
  summary: "Bring a deleted event back, with all that belongs to it",
  auth: "user",
  role: "super_admin",
  input: Event.pick({ eventId: true }),
  output: EventPage,
  success: 200,
  uses: ["table:get", "table:query", "table:put", "table:check"],
  faults: ["not_found", "not_permitted", "not_changeable", "busy"],
  impact: "What was deleted by mistake stays deleted.",
});
