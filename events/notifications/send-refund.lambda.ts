import { loadOrder } from "#data/load-order.ts";
import { loadUser } from "#data/load-user.ts";
import { sendOnce } from "#data/send-once.ts";
import { notificationOf } from "#domain/notification.ts";
import { openedWording, returnedWording } from "#domain/wording.ts";
import { sendRefund } from "#events/notifications/send-refund.ts";
import { react } from "#platform/consume.ts";
import { letter } from "#platform/letter.ts";
import { sendMail } from "#platform/mail.ts";

export const handler = react(sendRefund, async (fact, { now, change }) => {
  const { orderId, userId } = fact.data;
  const [order, person] = await Promise.all([loadOrder(orderId), loadUser(userId)]);
  if (!order) throw new Error(`No order ${orderId}`);
  const wording =
    fact.type === "refund.opened.v1"
      ? openedWording(order, { ...fact.data, at: fact.at })
      : returnedWording(order, { ...fact.data, at: fact.at });
  // Whoever was suspended meanwhile gets no mail.
  if (!wording || !person) return;
  const { title: subject, message } = wording;
  const mail = { to: person.email, subject, ...letter([`Hello ${person.firstName},`, message, `Order ${orderId}`]) };
  const told = notificationOf(fact, userId, "email", wording, now.toISOString());
  await sendOnce(told, change(), () => sendMail(mail));
});
