import * as z from "zod";
import { id } from "#domain/ids.ts";
import { OrderCard, soldStatuses } from "#domain/order.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listEventOrders = operation("orders/list-event-orders", {
  method: "GET",
  path: "/v1/events/{eventId}/orders",
  summary: "The orders of an event I run in one status, newest first",
  auth: "user",
  paged: true,
  input: z.object({ eventId: id, status: z.enum(soldStatuses).default("confirmed"), ...paging }),
  output: pageOf(OrderCard),
  success: 200,
  uses: ["table:get", "gsi2:query", "archive:get", "archive-gsi2:query"],
  faults: ["not_found", "not_permitted"],
  impact: "Organizers cannot see what was bought.",
});
