import { eventCancelled } from "#events/facts/event-cancelled.ts";
import { eventPublished } from "#events/facts/event-published.ts";
import { organizerVerified } from "#events/facts/organizer-verified.ts";
import { refundFailed } from "#events/facts/refund-failed.ts";
import { verificationRevoked } from "#events/facts/verification-revoked.ts";
import { subscriber } from "#platform/subscriber.ts";

export const notifyOrganizer = subscriber("notifications/notify-organizer", {
  summary:
    "Tells an organizer's owner in the app that an event is published or cancelled, a refund came to nothing, or admins judged them",
  trigger: {
    kind: "facts",
    facts: [eventPublished, eventCancelled, refundFailed, organizerVerified, verificationRevoked],
  },
  uses: ["table:get", "table:put"],
  impact: "Organizers are not told in the app what became of their events and of themselves.",
  timeout: 30,
});
