import { orderConfirmed } from "#events/facts/order-confirmed.ts";
import { orderExpired } from "#events/facts/order-expired.ts";
import { paymentRefunded } from "#events/facts/payment-refunded.ts";
import { refundOpened } from "#events/facts/refund-opened.ts";
import { subscriber } from "#platform/subscriber.ts";

export const notifyBuyer = subscriber("notifications/notify-buyer", {
  summary: "Tells a buyer in the app that an order is confirmed, has expired or is paid back, or its event cancelled",
  trigger: { kind: "facts", facts: [orderConfirmed, orderExpired, refundOpened, paymentRefunded] },
  uses: ["table:get", "table:put", "archive:get"],
  impact: "Buyers are not told in the app what became of their orders.",
  timeout: 30,
});
