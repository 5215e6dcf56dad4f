import { orderConfirmed } from "#events/facts/order-confirmed.ts";
import { subscriber } from "#platform/subscriber.ts";

export const sendConfirmation = subscriber("notifications/send-confirmation", {
  summary: "Mails a buyer the confirmed order with its tickets and their QR codes",
  trigger: { kind: "facts", facts: [orderConfirmed] },
  uses: ["table:get", "table:batch-get", "table:put", "table:update", "keys:read", "mail:send", "mail:attach"],
  impact: "Buyers do not get their tickets by mail; they find them in the app.",
  timeout: 30,
});
