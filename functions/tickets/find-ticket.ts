import * as z from "zod";
import { TicketNumber } from "#domain/ticket.ts";
import { TicketView } from "#functions/tickets/ticket-view.ts";
import { operation } from "#platform/operation.ts";

export const findTicket = operation("tickets/find-ticket", {
  method: "GET",
  path: "/v1/tickets-by-number/{ticketNumber}",
  summary:
    "A ticket by its number: one of mine, or to an event whose team I am in, at the door without its buyer and price",
  auth: "user",
  input: z.object({ ticketNumber: TicketNumber }),
  output: TicketView.partial({ userId: true, orderId: true, paymentId: true, pricePaid: true }),
  success: 200,
  uses: ["table:get", "archive:get"],
  faults: ["not_found"],
  impact: "Whose code cannot be read at the door cannot be looked up.",
});
