import * as z from "zod";
import { id } from "#domain/ids.ts";
import { codeForms, mediaTypes } from "#functions/tickets/code-form.ts";
import { operation } from "#platform/operation.ts";

export const getTicketQr = operation("tickets/get-ticket-qr", {
  method: "GET",
  path: "/v1/tickets/{ticketId}/qr",
  summary: "The QR code of one of my tickets, as SVG or PNG, or the text in it; `format` outranks Accept",
  auth: "user",
  input: z.object({ ticketId: id, format: z.enum(codeForms).optional() }),
  output: undefined,
  success: 200,
  produces: Object.values(mediaTypes),
  uses: ["table:get", "archive:get"],
  faults: ["not_found", "ticket_not_active"],
  impact: "Holders cannot show their tickets at the door, unless they kept the mail.",
});
