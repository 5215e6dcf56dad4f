import { Checkout } from "#domain/quote.ts";
import { PlacedOrder } from "#functions/orders/order-view.ts";
import { operation } from "#platform/operation.ts";

export const placeOrder = operation("orders/place-order", {
  method: "POST",
  path: "/v1/orders",
  summary: "Hold tickets for 15 minutes and open the payment for them; a free order is confirmed at once",
  auth: "user",
  idempotent: "by-key",
  input: Checkout,
  output: PlacedOrder,
  success: 201,
  uses: ["table:get", "table:batch-get", "table:query", "table:put", "table:update", "archive:get", "stripe:pay"],
  faults: [
    "not_found",
    "email_not_verified",
    "sale_closed",
    "price_changed",
    "sold_out",
    "limit_exceeded",
    "amount_too_small",
    "amount_too_large",
    "busy",
    "payment_unavailable",
  ],
  impact: "Nobody can buy a ticket.",
  timeout: 28,
  memory: 1024,
});
