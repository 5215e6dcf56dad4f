import { subscriber } from "#platform/subscriber.ts";

export const rollUpDays = subscriber("analytics/roll-up-days", {
  summary: "Adds up the days of months that ended 13 months ago, so that each event has one row a month",
  trigger: { kind: "schedule", rate: "rate(1 day)" },
  uses: ["gsi2:query", "table:get", "table:put", "table:delete"],
  impact: "Figures of long ago stay by day: nothing is lost, and nothing is told by month.",
  timeout: 300,
});
