import { loadTicket } from "#data/load-ticket.ts";
import { managing, requireMember } from "#data/rights.ts";
import { Fault } from "#domain/fault.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getTicket, async ({ input, caller }) => {
  const ticket = await loadTicket(input.ticketId);
  if (!ticket) throw new Fault("not_found");
  if (ticket.userId !== caller.userId) await requireMember(caller, ticket.organizerId, managing, { isPublic: false });
  return ticket;
});
