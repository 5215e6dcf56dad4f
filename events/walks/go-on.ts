import { walkDue } from "#events/facts/walk-due.ts";
import { subscriber } from "#platform/subscriber.ts";

export const goOn = subscriber("walks/go-on", {
  summary:
    "Pays back the orders of a cancelled event, expires the tickets of one that is over, removes a deleted draft, " +
    "finishes a change of what is on sale that stopped half way",
  trigger: { kind: "facts", facts: [walkDue] },
  uses: [
    "table:get",
    "table:batch-get",
    "table:query",
    "gsi2:query",
    "gsi3:query",
    "table:put",
    "table:update",
    "table:delete",
    "stripe:pay",
  ],
  impact: "Cancelled events are not paid back, and tickets of past events stay active.",
  timeout: 60,
});
