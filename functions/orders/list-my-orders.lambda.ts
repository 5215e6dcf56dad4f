import { everywhere, type Home } from "#data/home.ts";
import { listed } from "#data/listed.ts";
import { newestOfShards } from "#data/newest-of-shards.ts";
import { order } from "#data/order.ts";
import { readFirst } from "#data/page.ts";
import { orderCard } from "#domain/order.ts";
import { listMyOrders } from "#functions/orders/list-my-orders.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listMyOrders, async ({ caller, page }) => {
  const orders = order.query.ofUser({ userId: caller.userId });
  type Place = { createdAt: string; orderId: string };
  const read = async (_: number, before: Place | undefined, limit: number, home: Home) => {
    const found = await readFirst(before ? orders.lt(before) : orders, limit, "desc", home);
    return found.map(listed(order, "ofUser"));
  };
  const place = ({ createdAt, orderId }: Place) => ({ createdAt, orderId });
  const { items, last } = await newestOfShards(1, page, { read, place }, everywhere());
  return { items: items.map(orderCard), last };
});
