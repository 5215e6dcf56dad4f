import { ordersOfUser } from "#data/bought.ts";
import { orderCard } from "#domain/order.ts";
import { listMyOrders } from "#functions/orders/list-my-orders.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listMyOrders, async ({ caller, page }) => {
  const { items, last } = await ordersOfUser(caller.userId, page);
  return { items: items.map(orderCard), last };
});
