import { event as events } from "#data/event.ts";
import { seek } from "#data/home.ts";
import { type LoadedPayment, loadOrder } from "#data/load-order.ts";
import { findUser } from "#data/load-user.ts";
import { notification } from "#data/notification.ts";
import { readFirst } from "#data/page.ts";
import { ticketsOf } from "#data/tickets-of-order.ts";
import type { Known } from "#domain/evidence.ts";
import { firstNotificationIdAt } from "#domain/notification.ts";

/** So many of what a person was told since they bought are looked at: a busy person's ninety days. */
const mostNotifications = 1000;

/** All that is known of what a payment paid for. What its buyer was told is kept for ninety days. */
export async function loadEvidence(payment: LoadedPayment): Promise<Known> {
  const { orderId, eventId, userId, createdAt } = payment;
  const since = notification.query.ofUser({ userId }).gte({ notificationId: firstNotificationIdAt(createdAt) });
  const [order, event, customer, tickets, notifications] = await Promise.all([
    loadOrder(orderId),
    seek((home) => events.get({ eventId }).go({ consistent: true, ...home })),
    findUser(userId),
    ticketsOf(payment),
    readFirst(since, mostNotifications),
  ]);
  return { payment, order, event, customer, tickets, notifications };
}
