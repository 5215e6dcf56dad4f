import * as z from "zod";
import { id } from "#domain/ids.ts";
import { Sale } from "#domain/sale.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listEventSales = operation("sales/list-event-sales", {
  method: "GET",
  path: "/v1/events/{eventId}/sales",
  summary: "What the orders of an event I run brought, and what of it went back, newest first",
  auth: "user",
  paged: true,
  input: z.object({ eventId: id, ...paging }),
  output: pageOf(Sale),
  success: 200,
  uses: ["table:get", "table:batch-get", "gsi2:query", "archive:get", "archive:batch-get", "archive-gsi2:query"],
  faults: ["not_found", "not_permitted"],
  impact: "Organizers cannot see what they earned.",
});
