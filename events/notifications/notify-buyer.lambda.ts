import { loadOrder } from "#data/load-order.ts";
import { notify } from "#data/notify.ts";
import { notificationOf, type Wording } from "#domain/notification.ts";
import type { Order } from "#domain/order.ts";
import { confirmedWording, expiredWording, refundedWording } from "#domain/wording.ts";
import { notifyBuyer } from "#events/notifications/notify-buyer.ts";
import { react } from "#platform/consume.ts";

export const handler = react(notifyBuyer, async (fact, { now, change }) => {
  const order = await loadOrder(fact.data.orderId);
  if (!order) throw new Error(`No order ${fact.data.orderId}`);
  const wording = (order: Order): Wording => {
    if (fact.type === "order.confirmed.v1") return confirmedWording(order);
    return fact.type === "order.expired.v1" ? expiredWording(order) : refundedWording(order, fact.data);
  };
  await notify(notificationOf(fact, order.userId, "in_app", wording(order), now.toISOString()), change());
});
