import { paymentRefunded } from "#events/facts/payment-refunded.ts";
import { refundOpened } from "#events/facts/refund-opened.ts";
import { subscriber } from "#platform/subscriber.ts";

export const sendRefund = subscriber("notifications/send-refund", {
  summary: "Mails a buyer that money goes back, or that the event is cancelled",
  trigger: { kind: "facts", facts: [refundOpened, paymentRefunded] },
  uses: ["table:get", "table:put", "table:update", "archive:get", "mail:send"],
  impact: "Buyers do not learn by mail that their event is cancelled or their money returned.",
  timeout: 30,
});
