import { everywhere, type Home } from "#data/home.ts";
import { listed } from "#data/listed.ts";
import { newestOfShards } from "#data/newest-of-shards.ts";
import { readFirst } from "#data/page.ts";
import { ticket } from "#data/ticket.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listMyTickets, ({ caller, page }) => {
  const tickets = ticket.query.ofUser({ userId: caller.userId });
  type Place = { purchasedAt: string; ticketId: string };
  const read = async (_: number, before: Place | undefined, limit: number, home: Home) => {
    const found = await readFirst(before ? tickets.lt(before) : tickets, limit, "desc", home);
    return found.map(listed(ticket, "ofUser"));
  };
  const place = ({ purchasedAt, ticketId }: Place) => ({ purchasedAt, ticketId });
  return newestOfShards(1, page, { read, place }, everywhere());
});
