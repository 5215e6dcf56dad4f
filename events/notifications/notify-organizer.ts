import { eventPublished } from "#events/facts/event-published.ts";
import { subscriber } from "#platform/subscriber.ts";

export const notifyOrganizer = subscriber("notifications/notify-organizer", {
  summary: "Tells an organizer's owner in the app that an event is published",
  trigger: { kind: "facts", facts: [eventPublished] },
  uses: ["table:get", "table:put"],
  impact: "Organizers are not told in the app that their event is published.",
  timeout: 30,
});
