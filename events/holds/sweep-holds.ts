import { subscriber } from "#platform/subscriber.ts";

export const sweepHolds = subscriber("holds/sweep-holds", {
  summary: "Releases every hold that is long past its time: the safety net under expire-hold",
  trigger: { kind: "schedule", rate: "rate(5 minutes)" },
  uses: ["gsi3:query", "table:get", "table:batch-get", "table:put", "table:update", "stripe:pay"],
  impact: "Holds whose message was lost keep their tickets from being sold.",
  timeout: 60,
});
