import { loadTicket } from "#data/load-ticket.ts";
import { Fault } from "#domain/fault.ts";
import { type CodeForm, mediaTypes, preferredForm } from "#functions/tickets/code-form.ts";
import { getTicketQr } from "#functions/tickets/get-ticket-qr.ts";
import { qrPng, qrSvg } from "#platform/qr-image.ts";
import { serve } from "#platform/serve.ts";
import { ticketCode } from "#platform/ticket-keys.ts";

const drawn: Record<CodeForm, (code: string) => string | Uint8Array> = {
  svg: qrSvg,
  png: qrPng,
  text: (code) => code,
};

export const handler = serve(getTicketQr, async ({ input, caller, http }) => {
  const ticket = await loadTicket(input.ticketId);
  if (ticket?.userId !== caller.userId) throw new Fault("not_found");
  // A used ticket keeps its code: at the door it shows when and where it was used.
  if (ticket.status !== "active" && ticket.status !== "used") {
    throw new Fault("ticket_not_active", `The ticket is ${ticket.status}.`);
  }
  const form = input.format ?? preferredForm(http.header("accept"));
  return {
    contentType: mediaTypes[form],
    body: drawn[form](await ticketCode(ticket)),
    headers: { vary: "accept" },
  };
});
