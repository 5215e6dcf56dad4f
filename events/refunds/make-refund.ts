import { disputeClosed } from "#events/facts/dispute-closed.ts";
import { refundOpened } from "#events/facts/refund-opened.ts";
import { subscriber } from "#platform/subscriber.ts";

export const makeRefund = subscriber("refunds/make-refund", {
  summary: "Makes a refund that was written down, unless whoever wrote it has made it by then",
  // Who asks for one refund makes it at once; a cancelled event's are made from here, and what waited for a dispute.
  trigger: { kind: "facts", facts: [refundOpened, disputeClosed], delaySeconds: 30 },
  uses: [
    "table:get",
    "table:batch-get",
    "table:put",
    "table:update",
    "archive:get",
    "archive:batch-get",
    "archive:put",
    "stripe:pay",
  ],
  impact: "Money that was promised back is late until the sweep sends it.",
  timeout: 30,
});
