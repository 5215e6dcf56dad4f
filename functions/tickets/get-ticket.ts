import * as z from "zod";
import { id } from "#domain/ids.ts";
import { TicketView } from "#functions/tickets/ticket-view.ts";
import { operation } from "#platform/operation.ts";

export const getTicket = operation("tickets/get-ticket", {
  method: "GET",
  path: "/v1/tickets/{ticketId}",
  summary: "One of my tickets, or a ticket to an event I run",
  auth: "user",
  input: z.object({ ticketId: id }),
  output: TicketView,
  success: 200,
  uses: ["table:get", "archive:get"],
  faults: ["not_found"],
  impact: "Nobody can look at a ticket.",
});
