import { listed } from "#data/listed.ts";
import { readPage } from "#data/page.ts";
import { ticket } from "#data/ticket.ts";
import { listMyTickets } from "#functions/tickets/list-my-tickets.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listMyTickets, async ({ caller, page }) => {
  const { items, last } = await readPage(ticket.query.ofUser({ userId: caller.userId }), page, "desc");
  return { items: items.map(listed(ticket, "ofUser")), last };
});
