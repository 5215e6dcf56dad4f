import { listed } from "#data/listed.ts";
import { order } from "#data/order.ts";
import { readPage } from "#data/page.ts";
import { orderCard } from "#domain/order.ts";
import { listMyOrders } from "#functions/orders/list-my-orders.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listMyOrders, async ({ caller, page }) => {
  const { items, last } = await readPage(order.query.ofUser({ userId: caller.userId }), page, "desc");
  return { items: items.map(listed(order, "ofUser")).map(orderCard), last };
});
