import { subscriber } from "#platform/subscriber.ts";

export const updateAvailability = subscriber("analytics/update-availability", {
  summary: "Writes each event's availability from the absolute figures of its stock items",
  trigger: { kind: "stream", entities: ["stock"], batchSize: 100, windowSeconds: 1 },
  uses: ["table:get", "table:put"],
  impact: "Event pages show old figures of what is left; sales are not affected.",
  timeout: 30,
});
