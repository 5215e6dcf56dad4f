import { subscriber } from "#platform/subscriber.ts";

export const followUndelivered = subscriber("payments/follow-undelivered", {
  summary: "Asks Stripe what it could not deliver, and follows it: payments, refunds, whatever its webhook tells",
  trigger: { kind: "schedule", rate: "rate(5 minutes)" },
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
  impact: "While Stripe's webhook does not reach us, paid orders are confirmed only when their hold ends.",
  timeout: 120,
});
