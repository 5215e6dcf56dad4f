import { holds } from "#data/condition.ts";
import { ticket } from "#data/ticket.ts";
import type { Admission } from "#domain/check-in.ts";
import type { Ticket } from "#domain/ticket.ts";
import type { TicketPass } from "#domain/ticket-token.ts";
import { type Change, stamp } from "#domain/trail.ts";

/**
 * Lets a ticket in, once: of any number of scans at the same time, one write finds it active. The pass carries every part
 * of the ticket's index key, so nothing is read before; its event must be the ticket's. Answers the ticket, or nothing if
 * it was not let in.
 */
export async function admitTicket(pass: TicketPass, admission: Admission, change: Change): Promise<Ticket | undefined> {
  const { ticketId, eventId, shard, purchasedAt } = pass;
  let admitted: Ticket | undefined;
  const write = ticket
    .patch({ ticketId })
    .set({ status: "used", admission, ...stamp(change) })
    .data(({ card }, op) => op.set(card.status, "used"))
    .add({ version: 1 })
    .composite({ eventId, shard, purchasedAt })
    .where(({ status }, op) => op.eq(status, "active"))
    .go({ response: "all_new" })
    .then(({ data }) => {
      admitted = data;
    });
  return (await holds(write)) ? admitted : undefined;
}
