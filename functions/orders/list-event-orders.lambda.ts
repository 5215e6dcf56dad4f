import { type Home, homesOf } from "#data/home.ts";
import { listed } from "#data/listed.ts";
import { loadRun } from "#data/load-door.ts";
import { newestOfShards } from "#data/newest-of-shards.ts";
import { order as orders } from "#data/order.ts";
import { readFirst } from "#data/page.ts";
import { indexShardsFor } from "#domain/event.ts";
import { orderCard } from "#domain/order.ts";
import { listEventOrders } from "#functions/orders/list-event-orders.ts";
import { serve } from "#platform/serve.ts";

type Place = { createdAt: string; orderId: string };

export const handler = serve(listEventOrders, async ({ input, caller, page, now }) => {
  const { eventId, status } = input;
  const event = await loadRun(eventId, caller);
  const reading = {
    read: async (shard: number, before: Place | undefined, limit: number, home: Home) => {
      const sold = orders.query.ofEvent({ eventId, shard });
      const inStatus = before
        ? sold.between({ status, createdAt: "0" }, { status, ...before })
        : orders.query.ofEvent({ eventId, shard, status });
      const found = await readFirst(inStatus, limit + 1, "desc", home);
      return found
        .map(listed(orders, "ofEvent"))
        .map(orderCard)
        .filter(({ orderId }) => orderId !== before?.orderId);
    },
    place: ({ createdAt, orderId }: Place) => ({ createdAt, orderId }),
  };
  return newestOfShards(indexShardsFor(event), page, reading, homesOf(event, now));
});
