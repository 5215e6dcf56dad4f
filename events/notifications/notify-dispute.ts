import { disputeClosed } from "#events/facts/dispute-closed.ts";
import { disputeOpened } from "#events/facts/dispute-opened.ts";
import { subscriber } from "#platform/subscriber.ts";

export const notifyDispute = subscriber("notifications/notify-dispute", {
  summary: "Tells in the app that a payment is disputed, or how that ended: who runs the event, and who paid",
  trigger: { kind: "facts", facts: [disputeOpened, disputeClosed] },
  uses: ["table:get", "table:put", "gsi1:query", "archive:get"],
  impact: "Nobody is told in the app that a payment is disputed.",
  timeout: 30,
});
