import { loadTicket } from "#data/load-ticket.ts";
import { requireMember } from "#data/rights.ts";
import { Fault } from "#domain/fault.ts";
import { derivedId } from "#domain/ids.ts";
import { memberRoles } from "#domain/organizer.ts";
import { findTicket } from "#functions/tickets/find-ticket.ts";
import { serve } from "#platform/serve.ts";

/** The number makes the id, so this is a Get. */
export const handler = serve(findTicket, async ({ input, caller }) => {
  const ticket = await loadTicket(derivedId("ticket", input.ticketNumber));
  if (!ticket) throw new Fault("not_found");
  if (ticket.userId !== caller.userId)
    await requireMember(caller, ticket.organizerId, memberRoles, { isPublic: false });
  return ticket;
});
