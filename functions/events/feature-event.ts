import { Event } from "#domain/event.ts";
import { EventPage } from "#domain/event-page.ts";
import { operation } from "#platform/operation.ts";

export const featureEvent = operation("events/feature-event", {
  method: "PUT",
  path: "/v1/events/{eventId}/featured",
  summary: "Show a published event among the featured ones",
  auth: "user",
  role: "admin",
  input: Event.pick({ eventId: true }),
  output: EventPage,
  success: 200,
  uses: ["table:get", "table:query", "table:put"],
  faults: ["not_found", "not_permitted", "not_changeable", "busy"],
  impact: "Admins cannot feature events.",
});
