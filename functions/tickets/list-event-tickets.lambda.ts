import { type Home, homesOf } from "#data/home.ts";
import { listed } from "#data/listed.ts";
import { loadRun } from "#data/load-door.ts";
import { newestOfShards } from "#data/newest-of-shards.ts";
import { readFirst } from "#data/page.ts";
import { ticket as tickets } from "#data/ticket.ts";
import { indexShardsFor } from "#domain/event.ts";
import { badField } from "#domain/fault.ts";
import { listEventTickets } from "#functions/tickets/list-event-tickets.ts";
import { serve } from "#platform/serve.ts";

/** Before and after every moment there can be, as text. */
const [first, last] = ["0", "3"];

type Place = { purchasedAt: string; ticketId: string };

export const handler = serve(listEventTickets, async ({ input, caller, page, now }) => {
  const { eventId, status, from = first, to = last } = input;
  if (to <= from) throw badField("to", "not_after_from", "must be after from");
  const event = await loadRun(eventId, caller);
  const reading = {
    read: async (shard: number, before: Place | undefined, limit: number, home: Home) => {
      // Sort keys begin with the moment and go on, so that the later bound is left out; the place itself is not.
      const bought = tickets.query
        .ofEvent({ eventId, shard })
        .between({ status, purchasedAt: from }, { status, ...(before ?? { purchasedAt: to }) });
      const found = await readFirst(bought, limit + 1, "desc", home);
      return found.map(listed(tickets, "ofEvent")).filter(({ ticketId }) => ticketId !== before?.ticketId);
    },
    place: ({ purchasedAt, ticketId }: Place) => ({ purchasedAt, ticketId }),
  };
  return newestOfShards(indexShardsFor(event), page, reading, homesOf(event, now));
});
