import type { Event } from "#domain/event.ts";
import { formatMoney } from "#domain/money.ts";
import type { Wording } from "#domain/notification.ts";
import { type Order, ticketsOf } from "#domain/order.ts";
import type { Payment } from "#domain/payment.ts";

const tickets = (number: number) => (number === 1 ? "1 ticket" : `${number} tickets`);

export function confirmedWording(order: Order): Wording {
  const { eventId, orderId, eventTitle, total, currency } = order;
  const price = total === 0 ? "free" : formatMoney(total, currency);
  const message = `Your order of ${tickets(ticketsOf(order))} (${price}) is confirmed. Show the QR codes at the door.`;
  return { title: `You are going to ${eventTitle}`, message, about: { eventId, orderId } };
}

export function expiredWording(order: Order): Wording {
  const { eventId, orderId, eventTitle } = order;
  const message = `We could not hold your ${tickets(ticketsOf(order))} any longer without a payment. Nothing was charged.`;
  return { title: `Your hold for ${eventTitle} has ended`, message, about: { eventId, orderId } };
}

/** Money goes back because it came too late for the tickets, or came twice for an order that has them. */
export function refundedWording(order: Order, payment: Pick<Payment, "refundedAmount" | "currency">): Wording {
  const { eventId, orderId, eventTitle } = order;
  const why = order.confirmedAt
    ? "it was paid twice; your tickets stay valid"
    : "the payment arrived after your hold had ended, and the tickets were gone";
  const message = `We are returning ${formatMoney(payment.refundedAmount, payment.currency)}: ${why}.`;
  return { title: `Your payment for ${eventTitle} is refunded`, message, about: { eventId, orderId } };
}

export function publishedWording(event: Pick<Event, "eventId" | "title">): Wording {
  const message = "Everybody can find it now, and its tickets are on sale as you set their dates.";
  return { title: `${event.title} is published`, message, about: { eventId: event.eventId } };
}
