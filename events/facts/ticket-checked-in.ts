import { Ticket } from "#domain/ticket.ts";
import { fact } from "#platform/fact.ts";

/** A ticket's holder was let in. */
export const ticketCheckedIn = fact(
  "ticket.checked-in.v1",
  "ticket",
  Ticket.pick({
    ticketId: true,
    ticketNumber: true,
    eventId: true,
    organizerId: true,
    userId: true,
    orderId: true,
  }).extend({
    admission: Ticket.shape.admission.unwrap(),
  }),
);
