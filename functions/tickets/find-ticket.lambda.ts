import { loadTicket } from "#data/load-ticket.ts";
import { managing, membershipOf } from "#data/rights.ts";
import { Fault } from "#domain/fault.ts";
import { derivedId } from "#domain/ids.ts";
import { findTicket } from "#functions/tickets/find-ticket.ts";
import { serve } from "#platform/serve.ts";

/** The number makes the id, so this is a Get. */
export const handler = serve(findTicket, async ({ input, caller }) => {
  const ticket = await loadTicket(derivedId("ticket", input.ticketNumber));
  if (!ticket) throw new Fault("not_found");
  if (ticket.userId === caller.userId) return ticket;
  const member = await membershipOf(caller.userId, ticket.organizerId);
  if (!member) throw new Fault("not_found");
  return managing.some((role) => role === member.role) ? ticket : atTheDoor(ticket);
});

/** Door staff needs to know what a ticket is worth at the door, not who bought it for how much. */
const atTheDoor = <T extends object>(ticket: T) => ({
  ...ticket,
  ...{ userId: undefined, orderId: undefined, paymentId: undefined, pricePaid: undefined },
});
