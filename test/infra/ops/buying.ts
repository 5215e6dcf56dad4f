import { randomBytes } from "node:crypto";
import { holdStock } from "#data/hold-stock.ts";
import type { LoadedEvent } from "#data/load-event.ts";
import { type LoadedOrder, loadOrder, loadPayment } from "#data/load-order.ts";
import { order as orders } from "#data/order.ts";
import { keepPayment, movePayment } from "#data/record-payment.ts";
import { settleRefund, storeRefunds } from "#data/refund-payment.ts";
import { releaseOrder } from "#data/release-order.ts";
import { ticketsOf } from "#data/tickets-of-order.ts";
import { confirmation } from "#domain/confirmation.ts";
import { openOrder } from "#domain/order.ts";
import { openPayment, type Payment, paymentIdOf } from "#domain/payment.ts";
import { findRefund, linesKept, openRefund, type Refund, withOutcome } from "#domain/refund.ts";
import { stamp } from "#domain/trail.ts";
import { orderConfirmed } from "#events/facts/order-confirmed.ts";
import { orderExpired } from "#events/facts/order-expired.ts";
import { orderPlaced } from "#events/facts/order-placed.ts";
import { paymentRefunded } from "#events/facts/payment-refunded.ts";
import { refundOpened } from "#events/facts/refund-opened.ts";
import { settlePayment } from "#flows/settle-payment.ts";
import { at, changeAt, idOf } from "#test/infra/ops/changes.ts";
import { tell } from "#test/infra/ops/people.ts";

type Buyer = { readonly userId: string };

const orderOf = async (orderId: string): Promise<LoadedOrder> => {
  const order = await loadOrder(orderId);
  if (!order) throw new Error(`There is no order ${orderId}`);
  return order;
};
const paymentOf = async (order: LoadedOrder) => (order.paymentId ? loadPayment(order.paymentId) : undefined);

/** Tickets held, their payment opened: so many of each type of the event. Free ones are bought. */
export async function hold(
  { userId }: Buyer,
  sale: LoadedEvent,
  key: string,
  quantities: readonly number[],
  minute = 10,
) {
  const lines = sale.ticketTypes
    .map(({ ticketTypeId }, index) => ({ ticketTypeId, quantity: quantities[index] ?? 0 }))
    .filter(({ quantity }) => quantity > 0);
  const checkout = { eventId: sale.event.eventId, lines };
  const draft = openOrder(sale, checkout, { userId, idempotencyKey: key, now: at(minute) });
  const isFree = draft.total === 0;
  const issue = { at: at(minute).toISOString(), expiresAt: sale.event.checkInUntil, random: randomBytes };
  const change = changeAt(minute, isFree ? orderConfirmed : orderPlaced);
  const { order } = await holdStock(draft, sale.event.stockShards, change, (order) =>
    isFree ? confirmation(order, undefined, issue) : order,
  );
  if (isFree) await tell(order, userId, "in_app", "email");
  else await openPaymentOf(order, minute);
  return orderOf(order.orderId);
}

async function openPaymentOf({ orderId }: LoadedOrder, minute: number): Promise<void> {
  const intentId = `pi_${orderId.replaceAll("-", "")}`;
  const known = { intentId, paymentId: paymentIdOf({ orderId, intentId }) };
  await orders
    .patch({ orderId })
    .set({ ...stamp(changeAt(minute)), ...known })
    .add({ version: 1 })
    .go();
  await keepPayment(openPayment(await orderOf(orderId)), changeAt(minute));
}

/** Pays a hold, as the flow does that Stripe's webhook starts. */
export async function pay(
  { orderId, intentId = "", total, currency, userId }: LoadedOrder,
  minute = 12,
): Promise<LoadedOrder> {
  const intent = { intentId, orderId, received: total, currency, status: "succeeded", method: "card" } as const;
  const paid = {
    ...intent,
    chargeId: `ch_${intentId}`,
    clientSecret: undefined,
    declineCode: undefined,
    ends: undefined,
  };
  await settlePayment(paid, { now: at(minute), change: (tells) => changeAt(minute, tells) });
  const order = await orderOf(orderId);
  if (order.fact?.type === orderConfirmed.type) await tell(order, userId, "in_app", "email");
  return order;
}

export async function release(order: LoadedOrder, to: "expired" | "cancelled", minute = 26): Promise<LoadedOrder> {
  const change = changeAt(minute, to === "expired" ? orderExpired : undefined);
  await releaseOrder(order, await paymentOf(order), to, change);
  const ended = await orderOf(order.orderId);
  if (to === "expired") await tell(ended, order.userId, "in_app");
  return ended;
}

/** A payment that came when its tickets were gone, given back. */
export async function refund(order: LoadedOrder, minute = 30): Promise<void> {
  const payment = await paymentOf(order);
  if (!payment) throw new Error(`Order ${order.orderId} has no payment`);
  const moved = (next: Partial<Payment>, change = changeAt(minute)) => movePayment(payment, change, () => next);
  await moved({ status: "completed", paymentDetails: { chargeId: "ch_late" } });
  await moved({ status: "refunded", refundedAmount: payment.amount }, changeAt(minute, paymentRefunded));
  await tell((await paymentOf(order)) ?? (payment as never), order.userId, "in_app");
}

/** Tickets of a sold order given back, the first ones, as the flow does that an organizer or a cancelled event starts. */
export async function giveBack(
  order: LoadedOrder,
  reason: Refund["reason"],
  count: number | undefined,
  minute = 40,
): Promise<LoadedOrder> {
  const refundId = idOf(`refund of ${order.orderId} at ${minute}`);
  const known = await paymentOf(order);
  if (!known) throw new Error(`Order ${order.orderId} has no payment`);
  const ticketIds = linesKept(known)
    .slice(0, count)
    .map(({ ticketId }) => ticketId);
  const open = openRefund(known, { refundId, reason, ticketIds, openedAt: at(minute).toISOString() });
  await storeRefunds({ payment: known, tickets: await ticketsOf(known) }, open, changeAt(minute, refundOpened));
  const payment = await paymentOf(order);
  if (!payment) throw new Error("The payment is gone");
  if (reason === "event_cancelled") await tell(payment, order.userId, "in_app");
  const settledAt = at(minute + 1).toISOString();
  const settled = withOutcome(payment, refundId, { status: "succeeded", settledAt, stripeRefundId: `re_${refundId}` });
  const was = { payment, order: await orderOf(order.orderId), tickets: await ticketsOf(payment) };
  const done = await settleRefund(was, settled, changeAt(minute + 1, paymentRefunded));
  const after = await paymentOf(order);
  if (!done || !after) throw new Error("It was not settled");
  const { amount } = findRefund(after, refundId) ?? { amount: 0 };
  if (reason === "requested" || amount > 0) await tell(after, order.userId, "in_app");
  return orderOf(order.orderId);
}
