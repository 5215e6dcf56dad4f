import { Event } from "#domain/event.ts";
import { EventPage } from "#domain/event-page.ts";
import { operation } from "#platform/operation.ts";

export const publishEvent = operation("events/publish-event", {
  method: "POST",
  path: "/v1/events/{eventId}/publish",
  summary: "Publish a draft: from now on it is found and sells",
  auth: "user",
  input: Event.pick({ eventId: true }),
  output: EventPage,
  success: 200,
  uses: ["table:get", "table:query", "table:put", "table:update", "table:check", "archive:query"],
  faults: ["not_found", "not_permitted", "not_a_draft", "not_publishable", "stale_version", "busy"],
  impact: "Organizers cannot publish events.",
});
