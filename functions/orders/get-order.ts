import * as z from "zod";
import { id } from "#domain/ids.ts";
import { OrderView } from "#functions/orders/order-view.ts";
import { operation } from "#platform/operation.ts";

export const getOrder = operation("orders/get-order", {
  method: "GET",
  path: "/v1/orders/{orderId}",
  summary: "One of my orders",
  auth: "user",
  input: z.object({ orderId: id }),
  output: OrderView,
  success: 200,
  uses: ["table:get", "archive:get"],
  faults: ["not_found"],
  impact: "Buyers cannot see whether their order went through.",
});
