import { randomBytes } from "node:crypto";
import { confirmOrder } from "#data/confirm-order.ts";
import { event as events } from "#data/event.ts";
import { loadErasure } from "#data/load-erasure.ts";
import { type LoadedOrder, loadOrder, loadPayment } from "#data/load-order.ts";
import { loadStock } from "#data/load-stock.ts";
import { movePayment } from "#data/record-payment.ts";
import { confirmation } from "#domain/confirmation.ts";
import { draw } from "#domain/draw.ts";
import { Fault } from "#domain/fault.ts";
import { spread } from "#domain/ids.ts";
import { type Order, wantedOf } from "#domain/order.ts";
import { isUnpaid, openPayment, type Payment, paymentIdOf } from "#domain/payment.ts";
import type { Draw } from "#domain/stock.ts";
import { orderConfirmed } from "#events/facts/order-confirmed.ts";
import { payBack } from "#flows/pay-back.ts";
import type { Shell } from "#flows/shell.ts";
import { log } from "#platform/log.ts";
import type { Intent } from "#platform/payment-intent.ts";

/** What became of a payment that succeeded. */
export type Settled = "confirmed" | "refunded" | "not_ours";

/**
 * Honours a payment that succeeded: the order is confirmed and its tickets issued, exactly once whatever is repeated or
 * comes late. If the hold was released before, the places are taken again; if they are gone, or the event does not sell
 * any more, or its buyer has as many as one person may by now, or was erased and could show no ticket, everything is paid
 * back and said so.
 */
export async function settlePayment(intent: Intent, shell: Shell): Promise<Settled> {
  const order = intent.orderId === undefined ? undefined : await loadOrder(intent.orderId);
  // An order that came to nothing is forgotten after thirty days, its payment never.
  const forgotten = order ? undefined : await loadPayment(paymentIdOf({ orderId: "", intentId: intent.intentId }));
  const isOurs =
    intent.received === (order?.total ?? forgotten?.amount) &&
    intent.currency === (order ?? forgotten)?.currency &&
    intent.orderId === (order ?? forgotten)?.orderId;
  if (isOurs && forgotten) return refund(forgotten, intent, shell);
  if (!isOurs || !order) {
    log("error", "flows/settle-payment", { intentId: intent.intentId, orderId: intent.orderId, reason: "not_ours" });
    return "not_ours";
  }
  if (order.status !== "pending" && order.status !== "expired" && order.status !== "cancelled") {
    if (order.intentId === intent.intentId) return "confirmed";
    return refund(open(order, intent), intent, shell);
  }
  const outcome = await confirm({ ...order, intentId: intent.intentId }, intent, shell);
  if (outcome === "moved") return settlePayment(intent, shell);
  return outcome === "confirmed" ? outcome : refund(open(order, intent), intent, shell);
}

async function confirm(order: LoadedOrder, intent: Intent, shell: Shell): Promise<"confirmed" | "moved" | "sold_out"> {
  const { eventId } = order;
  const [event, payment, erasure] = await Promise.all([
    events.get({ eventId }).go({ consistent: true }),
    loadPayment(paymentIdOf(order)),
    // An access token outlives its person by 15 minutes.
    loadErasure(order.userId),
  ]);
  if (!event.data || erasure || (payment && !isUnpaid(payment))) return "sold_out";
  const draws = order.status === "pending" ? order.draws : await placesLeft(order, event.data.stockShards);
  if (!draws) return "sold_out";
  const issue = { at: shell.now.toISOString(), expiresAt: event.data.checkInUntil, random: randomBytes };
  const paid = { chargeId: intent.chargeId, method: intent.method };
  const next = confirmation({ ...order, draws }, payment, issue, paid);
  try {
    return (await confirmOrder({ order, payment }, next, shell.change(orderConfirmed))) ? "confirmed" : "moved";
  } catch (error) {
    // Its buyer has taken all they may have by another order since.
    if (error instanceof Fault && error.code === "limit_exceeded") return "sold_out";
    throw error;
  }
}

async function placesLeft(order: Order, shards: number): Promise<Draw[] | undefined> {
  const stock = await loadStock(order.eventId, shards);
  const selling = stock.filter(({ live }) => live);
  return draw(selling, wantedOf(order), spread(order.orderId, Math.max(1, shards)));
}

/**
 * The decision is written down before the refund is made: from then on no confirmation gets past the payment, even if
 * places are free again by the time this is repeated. A confirmation that was faster is left alone.
 */
async function refund(unpaid: Payment, intent: Intent, shell: Shell): Promise<"confirmed" | "refunded"> {
  const paid = {
    status: "completed",
    paymentMethod: intent.method,
    paymentDetails: { chargeId: intent.chargeId },
  } as const;
  const decided = await movePayment(unpaid, shell.change(), (payment) => (isUnpaid(payment) ? paid : undefined));
  if (decided.lines.length > 0) return "confirmed";
  await payBack(decided, shell);
  return "refunded";
}

const open = (order: Order, intent: Intent): Payment => openPayment({ ...order, intentId: intent.intentId });

/**
 * Notes how a payment stands that has not succeeded. What is final stays: a decline that is delivered after the success
 * changes nothing. Answers its order, unless that is paid by another intent by now.
 */
export async function notePayment(intent: Intent, shell: Shell): Promise<LoadedOrder | undefined> {
  const order = intent.orderId === undefined ? undefined : await loadOrder(intent.orderId);
  if (!order) return undefined;
  const status =
    intent.status === "processing" ? "processing" : intent.status === "canceled" ? "cancelled" : ("failed" as const);
  await movePayment(open(order, intent), shell.change(), (payment) => {
    const isFinal = payment.status === "cancelled" || !isUnpaid(payment);
    if (isFinal || payment.status === status) return undefined;
    return { status, paymentDetails: intent.declineCode ? { declineCode: intent.declineCode } : {} };
  });
  return (order.intentId ?? intent.intentId) === intent.intentId ? order : undefined;
}
