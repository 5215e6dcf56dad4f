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
  const wording = () => {
    if (fact.type === "payment.refunded.v1") return returnedWording(order, { ...fact.data, at: fact.at });
    if (!order) throw new Error(`No order ${orderId}`);
    return openedWording(order, { ...fact.data, at: fact.at });
  };
  const said = wording();
  // Whoever was suspended meanwhile gets no mail.
  if (!said || !person) return;
  const { title: subject, message } = said;
  const mail = { to: person.email, subject, ...letter([`Hello ${person.firstName},`, message, `Order ${orderId}`]) };
  const told = notificationOf(fact, userId, "email", said, now.toISOString());
  await sendOnce(told, change(), () => sendMail(mail));
});
