import * as z from "zod";
import { OrderCard } from "#domain/order.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listMyOrders = operation("orders/list-my-orders", {
  method: "GET",
  path: "/v1/orders",
  summary: "My orders, newest first",
  auth: "user",
  paged: true,
  input: z.object({ ...paging }),
  output: pageOf(OrderCard),
  success: 200,
  uses: ["gsi1:query", "archive-gsi1:query"],
  faults: [],
  impact: "Buyers cannot find their orders.",
});
