import * as z from "zod";
import { id } from "#domain/ids.ts";
import { OrderView } from "#functions/orders/order-view.ts";
import { operation } from "#platform/operation.ts";

export const cancelOrder = operation("orders/cancel-order", {
  method: "POST",
  path: "/v1/orders/{orderId}/cancel",
  summary: "Release the tickets I hold but have not paid for",
  auth: "user",
  input: z.object({ orderId: id }),
  output: OrderView,
  success: 200,
  uses: ["table:get", "table:batch-get", "table:put", "table:update", "archive:get", "stripe:pay"],
  faults: ["not_found", "already_paid", "order_closed", "busy", "payment_unavailable"],
  impact: "Buyers cannot give up tickets they hold; the hold ends by itself after 15 minutes.",
  timeout: 28,
});
