import { subscriber } from "#platform/subscriber.ts";

export const archiveEvents = subscriber("archive/archive-events", {
  summary: "Moves events that ended 180 days ago to the archive, with all that was sold of them and every scan",
  trigger: { kind: "schedule", rate: "rate(1 hour)" },
  uses: ["gsi1:query", "gsi2:query", "table:query", "table:batch-get", "table:delete", "archive:put"],
  impact: "Events that ended long ago stay in the live table: nothing is lost, storing them costs more.",
  timeout: 300,
});
