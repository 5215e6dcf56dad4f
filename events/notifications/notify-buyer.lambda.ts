import { loadOrder } from "#data/load-order.ts";
import { notify } from "#data/notify.ts";
import { notificationOf, type Wording } from "#domain/notification.ts";
import { confirmedWording, expiredWording, openedWording, returnedWording } from "#domain/wording.ts";
import { notifyBuyer } from "#events/notifications/notify-buyer.ts";
import { react } from "#platform/consume.ts";

export const handler = react(notifyBuyer, async (fact, { now, change }) => {
  const { orderId, userId } = fact.data;
  const order = await loadOrder(orderId);
  const wording = (): Wording | undefined => {
    if (fact.type === "payment.refunded.v1") return returnedWording(order, { ...fact.data, at: fact.at });
    if (!order) throw new Error(`No order ${orderId}`);
    if (fact.type === "order.confirmed.v1") return confirmedWording(order);
    if (fact.type === "order.expired.v1") return expiredWording(order);
    return openedWording(order, { ...fact.data, at: fact.at });
  };
  const said = wording();
  if (said) await notify(notificationOf(fact, userId, "in_app", said, now.toISOString()), change());
});
