import * as z from "zod";
import { TicketCard } from "#domain/ticket.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listMyTickets = operation("tickets/list-my-tickets", {
  method: "GET",
  path: "/v1/tickets",
  summary: "My tickets, newest first",
  auth: "user",
  paged: true,
  input: z.object({ ...paging }),
  output: pageOf(TicketCard),
  success: 200,
  uses: ["gsi1:query", "archive-gsi1:query"],
  faults: [],
  impact: "Buyers cannot find their tickets.",
});
