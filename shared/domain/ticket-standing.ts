import type { Payment } from "#domain/payment.ts";
import { refundsOf, ticketsEnded, ticketsGoing } from "#domain/refund.ts";
import { givenBack, type Ticket } from "#domain/ticket.ts";

/** The tickets that ended because their money went back by a lost dispute. */
const ticketsLost = (payment: Pick<Payment, "refunds">): ReadonlySet<string> =>
  new Set(refundsOf(payment).flatMap(({ reason, ticketIds }) => (reason === "dispute_lost" ? ticketIds : [])));

type Paid = Pick<Payment, "amount" | "lines" | "refunds" | "status">;

/**
 * What a ticket is, by what became of it and of its payment; the first that holds:
 *
 * 1. A refund that was settled ended it: `refunded`, or `cancelled` if it was free.
 * 2. It was let in: `used`. A refund that is under way or a dispute does not undo that; its money goes back all the same.
 * 3. A lost dispute ended it: as a refund would.
 * 4. Its doors closed over it: `expired`.
 * 5. Its payment is disputed, or about to give it back: `suspended`, from the write on that decides so.
 * 6. Else it lets its holder in: `active`; `expired` if the doors closed while it was suspended.
 *
 * What suspends it is written on the payment alone, so that of several causes the last to go gives it back. Whoever
 * writes a cause, or takes one away, moves the tickets in the same transaction, each on the version that was read: of a
 * scan and a refund at the same moment one comes first, and the other reads again.
 */
export function standingOf(
  ticket: Pick<Ticket, "ticketId" | "status" | "admission" | "pricePaid">,
  payment: Paid,
  { doorsClosed = false } = {},
): Ticket["status"] {
  const { ticketId, status } = ticket;
  const isLost = ticketsLost(payment).has(ticketId);
  if (!isLost && ticketsEnded(payment).has(ticketId)) return givenBack(ticket);
  if (ticket.admission) return "used";
  if (isLost) return givenBack(ticket);
  if (status === "expired") return "expired";
  if (payment.status === "disputed" || ticketsGoing(payment).has(ticketId)) return "suspended";
  return doorsClosed && status === "suspended" ? "expired" : "active";
}
