import { event as events } from "#data/event.ts";
import { loadOrder, loadPayment } from "#data/load-order.ts";
import { loadUser } from "#data/load-user.ts";
import { sendOnce } from "#data/send-once.ts";
import { ticketsOf } from "#data/tickets-of-order.ts";
import { notificationOf } from "#domain/notification.ts";
import { confirmedWording } from "#domain/wording.ts";
import { confirmationMail } from "#events/notifications/confirmation-mail.ts";
import { sendConfirmation } from "#events/notifications/send-confirmation.ts";
import { react } from "#platform/consume.ts";
import { sendMail } from "#platform/mail.ts";
import { qrPng } from "#platform/qr-image.ts";
import { ticketCode } from "#platform/ticket-keys.ts";

export const handler = react(sendConfirmation, async (fact, { now, change }) => {
  const { orderId, userId, eventId, paymentId } = fact.data;
  if (!paymentId) throw new Error(`Order ${orderId} is confirmed without a payment`);
  const [order, payment, person, show] = await Promise.all([
    loadOrder(orderId),
    loadPayment(paymentId),
    loadUser(userId),
    events.get({ eventId }).go({ consistent: true }),
  ]);
  if (!order || !payment || !show.data) throw new Error(`Order ${orderId} lacks its payment or event`);
  const event = show.data;
  // Whoever was suspended meanwhile gets no mail.
  if (!person) return;
  const mail = async () => {
    const tickets = await ticketsOf(payment);
    const printed = tickets.map(async (ticket) => ({ ticket, png: qrPng(await ticketCode(ticket)) }));
    return confirmationMail(person, order, event, await Promise.all(printed));
  };
  const told = notificationOf(fact, userId, "email", confirmedWording(order), now.toISOString());
  await sendOnce(told, change(), async () => sendMail(await mail()));
});
