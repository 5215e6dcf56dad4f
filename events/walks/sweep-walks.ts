import { subscriber } from "#platform/subscriber.ts";

export const sweepWalks = subscriber("walks/sweep-walks", {
  summary: "Has every walk go on whose time has come, or whose worker has stopped",
  trigger: { kind: "schedule", rate: "rate(5 minutes)" },
  uses: ["gsi3:query", "table:get", "table:put"],
  impact:
    "Tickets of past events stay active, deleted drafts stay, and a cancellation that stopped is not gone on with.",
  timeout: 60,
});
