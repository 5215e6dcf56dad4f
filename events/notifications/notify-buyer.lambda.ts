import { loadOrder } from "#data/load-order.ts";
import { notify } from "#data/notify.ts";
import { notificationOf, type Wording } from "#domain/notification.ts";
import type { Order } from "#domain/order.ts";
import { confirmedWording, expiredWording, openedWording, returnedWording } from "#domain/wording.ts";
import { notifyBuyer } from "#events/notifications/notify-buyer.ts";
import { react } from "#platform/consume.ts";

export const handler = react(notifyBuyer, async (fact, { now, change }) => {
  const order = await loadOrder(fact.data.orderId);
  if (!order) throw new Error(`No order ${fact.data.orderId}`);
  const wording = (order: Order): Wording | undefined => {
    if (fact.type === "order.confirmed.v1") return confirmedWording(order);
    if (fact.type === "order.expired.v1") return expiredWording(order);
    if (fact.type === "refund.opened.v1") return openedWording(order, { ...fact.data, at: fact.at });
    return returnedWording(order, { ...fact.data, at: fact.at });
  };
  const said = wording(order);
  if (said) await notify(notificationOf(fact, order.userId, "in_app", said, now.toISOString()), change());
});
