import { holds } from "#data/condition.ts";
import { ticket } from "#data/ticket.ts";
import { becomes, ticketLife } from "#domain/life.ts";
import type { TicketPass } from "#domain/ticket-token.ts";
import { type Change, stamp } from "#domain/trail.ts";

/** Ends a ticket nobody used; one that was let in, or given back, meanwhile stays as it is. */
export async function expireTicket(
  { ticketId, eventId, shard, purchasedAt }: TicketPass,
  change: Change,
): Promise<void> {
  const write = ticket
    .patch({ ticketId })
    .set({ status: becomes(ticketLife, "active", "expired"), ...stamp(change) })
    .add({ version: 1 })
    .composite({ eventId, shard, purchasedAt })
    .where(({ status }, op) => op.eq(status, "active"));
  await holds(write.go());
}
