import { disputeClosed } from "#events/facts/dispute-closed.ts";
import { disputeOpened } from "#events/facts/dispute-opened.ts";
import { subscriber } from "#platform/subscriber.ts";

export const sendDispute = subscriber("notifications/send-dispute", {
  summary: "Mails that a payment is disputed, or how that ended: to who runs the event, and to who paid",
  trigger: { kind: "facts", facts: [disputeOpened, disputeClosed] },
  uses: ["table:get", "table:put", "table:update", "gsi1:query", "archive:get", "mail:send"],
  impact: "Organizers do not learn by mail that a payment is disputed, and miss the time to answer.",
  timeout: 30,
});
