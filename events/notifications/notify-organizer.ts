import { eventCancelled } from "#events/facts/event-cancelled.ts";
import { eventPublished } from "#events/facts/event-published.ts";
import { subscriber } from "#platform/subscriber.ts";

export const notifyOrganizer = subscriber("notifications/notify-organizer", {
  summary: "Tells an organizer's owner in the app that an event is published or cancelled",
  trigger: { kind: "facts", facts: [eventPublished, eventCancelled] },
  uses: ["table:get", "table:put"],
  impact: "Organizers are not told in the app that their event is published or cancelled.",
  timeout: 30,
});
