import { subscriber } from "#platform/subscriber.ts";

export const sweepRefunds = subscriber("refunds/sweep-refunds", {
  summary: "Makes every refund that has been waiting for long, and sends back what was paid in vain: the safety net",
  trigger: { kind: "schedule", rate: "rate(5 minutes)" },
  uses: [
    "gsi3:query",
    "table:get",
    "table:batch-get",
    "table:put",
    "table:update",
    "archive-gsi3:query",
    "archive:get",
    "archive:batch-get",
    "archive:put",
    "stripe:pay",
  ],
  impact: "Refunds whose message was lost, and payments that came too late, are never paid back.",
  timeout: 60,
});
