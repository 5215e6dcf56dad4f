import { subscriber } from "#platform/subscriber.ts";

export const relay = subscriber("relay/relay", {
  summary:
    "Publishes the fact an item carries when it is new, and appends every change to the audit log, personal fields sealed",
  trigger: { kind: "stream", batchSize: 100, windowSeconds: 0 },
  uses: ["table:batch-get", "bus:put", "audit:put"],
  impact: "Nobody is notified and no hold expires on time; after 24 hours changes are lost to the audit log.",
  timeout: 30,
});
