import { disputeClosed } from "#events/facts/dispute-closed.ts";
import { orderConfirmed } from "#events/facts/order-confirmed.ts";
import { subscriber } from "#platform/subscriber.ts";

export const refundConfirmed = subscriber("refunds/refund-confirmed", {
  summary: "Pays an order back that was confirmed, or disputed, while its event was being cancelled",
  trigger: { kind: "facts", facts: [orderConfirmed, disputeClosed] },
  uses: ["table:get", "table:batch-get", "table:put"],
  impact: "Who paid while an event was being cancelled waits twenty minutes longer for the money.",
  timeout: 30,
});
