import { holds } from "#data/condition.ts";
import { ticket } from "#data/ticket.ts";
import type { Admission } from "#domain/check-in.ts";
import { becomes, ticketLife } from "#domain/life.ts";
import type { Ticket } from "#domain/ticket.ts";
import type { TicketPass } from "#domain/ticket-token.ts";
import { type Change, stamp } from "#domain/trail.ts";

/** The write that lets a ticket in, before its guard. The pass carries every part of the ticket's index key. */
export const admitting = ({ ticketId, eventId, shard, purchasedAt }: TicketPass, scan: Admission, change: Change) =>
  ticket
    .patch({ ticketId })
    .set({ status: becomes(ticketLife, "active", "used"), admission: scan, ...stamp(change) })
    .add({ version: 1 })
    .composite({ eventId, shard, purchasedAt });

/**
 * Lets a ticket in, once: of any number of scans at the same time, one write finds it active. Nothing is read before; the
 * pass's event must be the ticket's. Answers the ticket, or nothing if it was not let in.
 */
export async function admitTicket(pass: TicketPass, scan: Admission, change: Change): Promise<Ticket | undefined> {
  let admitted: Ticket | undefined;
  const write = admitting(pass, scan, change)
    .where(({ status }, op) => op.eq(status, "active"))
    .go({ response: "all_new" })
    .then(({ data }) => {
      admitted = data;
    });
  return (await holds(write)) ? admitted : undefined;
}
