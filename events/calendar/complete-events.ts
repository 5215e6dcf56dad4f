import { subscriber } from "#platform/subscriber.ts";

export const completeEvents = subscriber("calendar/complete-events", {
  summary: "Completes published events that have ended",
  trigger: { kind: "schedule", rate: "rate(15 minutes)" },
  uses: ["gsi2:query", "table:query", "table:put", "table:update", "table:delete"],
  impact: "Events that are over are still listed as published.",
  timeout: 60,
});
