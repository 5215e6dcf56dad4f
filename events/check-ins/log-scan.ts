import { ticketCheckedIn } from "#events/facts/ticket-checked-in.ts";
import { subscriber } from "#platform/subscriber.ts";

export const logScan = subscriber("check-ins/log-scan", {
  summary: "Writes down the scan that let a ticket in, if the door did not get to",
  trigger: { kind: "facts", facts: [ticketCheckedIn] },
  uses: ["table:get", "table:put"],
  impact: "A scan whose log write was lost is missing from the event's list of scans.",
  timeout: 30,
});
