import { holdMinutes } from "#domain/order.ts";
import { orderPlaced } from "#events/facts/order-placed.ts";
import { subscriber } from "#platform/subscriber.ts";

export const expireHold = subscriber("holds/expire-hold", {
  summary: "Releases an order's tickets when its hold runs out unpaid",
  trigger: { kind: "facts", facts: [orderPlaced], delaySeconds: holdMinutes * 60 },
  uses: ["table:get", "table:batch-get", "table:put", "table:update", "stripe:pay"],
  impact: "Unpaid tickets stay held until the sweep finds them.",
  timeout: 30,
});
