import { orderConfirmed } from "#events/facts/order-confirmed.ts";
import { orderExpired } from "#events/facts/order-expired.ts";
import { paymentRefunded } from "#events/facts/payment-refunded.ts";
import { subscriber } from "#platform/subscriber.ts";

export const notifyBuyer = subscriber("notifications/notify-buyer", {
  summary: "Tells a buyer in the app that an order is confirmed, has expired or is paid back",
  trigger: { kind: "facts", facts: [orderConfirmed, orderExpired, paymentRefunded] },
  uses: ["table:get", "table:put", "archive:get"],
  impact: "Buyers are not told in the app what became of their orders.",
  timeout: 30,
});
