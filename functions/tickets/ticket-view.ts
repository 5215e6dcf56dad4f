import * as z from "zod";
import { gate } from "#domain/check-in.ts";
import { Ticket, TicketCard } from "#domain/ticket.ts";
import { shownTrail } from "#domain/trail.ts";

/** What its holder, and who runs the event, see of a ticket. */
export const TicketView = Ticket.pick({
  ticketId: true,
  ticketNumber: true,
  eventId: true,
  organizerId: true,
  userId: true,
  orderId: true,
  paymentId: true,
  ticketTypeId: true,
  status: true,
  pricePaid: true,
  currency: true,
  purchasedAt: true,
  expiresAt: true,
})
  .extend(TicketCard.pick({ eventTitle: true, ticketTypeName: true, startDate: true }).shape)
  .extend({
    /** When and where its holder was let in. */
    admission: z.object({ at: z.string(), gate: gate.optional() }).optional(),
    ...shownTrail,
  });
