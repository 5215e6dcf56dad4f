import { event as events } from "#data/event.ts";
import { expireTicket } from "#data/expire-ticket.ts";
import { listed } from "#data/listed.ts";
import { readPage } from "#data/page.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { indexShardsFor } from "#domain/event.ts";
import { type Page, turnPage } from "#events/walks/page.ts";

/** An event's tickets that nobody used, once its doors are closed. */
export const expirePage: Page = async (walk, shell) => {
  const { eventId } = walk;
  const { data: event } = await events.get({ eventId }).go({ consistent: true });
  if (!event) return { next: undefined, failed: 0 };
  const { checkInUntil } = event;
  if (checkInUntil > shell.now.toISOString()) return { next: undefined, failed: 0, dueAt: checkInUntil };
  return turnPage(
    walk,
    indexShardsFor(event),
    async (shard, page) => {
      const active = tickets.query.ofEvent({ eventId, shard, status: "active" });
      const { items, last } = await readPage(active, page);
      return { items: items.map(listed(tickets, "ofEvent")), last };
    },
    async ({ ticketId, shard, purchasedAt }) => {
      await expireTicket({ ticketId, eventId, shard, purchasedAt }, shell.change());
      return true;
    },
  );
};
