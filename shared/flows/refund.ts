import { type LoadedOrder, type LoadedPayment, loadOrder, loadPayment } from "#data/load-order.ts";
import { settleRefund, storeRefunds } from "#data/refund-payment.ts";
import { ticketsOf } from "#data/tickets-of-order.ts";
import { Fault } from "#domain/fault.ts";
import {
  findRefund,
  openRefund,
  pendingRefunds,
  type Refund,
  refundsOf,
  withNextAttempt,
  withOutcome,
} from "#domain/refund.ts";
import { paymentRefunded } from "#events/facts/payment-refunded.ts";
import { refundOpened } from "#events/facts/refund-opened.ts";
import { noteCameBack } from "#flows/pay-back.ts";
import type { Shell } from "#flows/shell.ts";
import { log } from "#platform/log.ts";
import { stripeStatus } from "#platform/stripe.ts";
import { type RefundMade, sendRefund, sentRefunds } from "#platform/stripe-refund.ts";

/** Rounds of reading again what somebody else changed meanwhile. */
const rounds = 10;

type Wish = Pick<Refund, "refundId" | "reason"> & { readonly ticketIds?: readonly string[] | undefined };

/**
 * Writes down that money goes back, before any does: from then on it will, whoever stops where. A refund that is written
 * down already stays as it is. Throws why nothing can go back.
 */
export async function decideRefund(paymentId: string, wish: Wish, shell: Shell): Promise<"new" | "known"> {
  for (let round = 0; round < rounds; round++) {
    const payment = await paymentOf(paymentId);
    if (findRefund(payment, wish.refundId)) return "known";
    const next = openRefund(payment, { ...wish, openedAt: shell.now.toISOString() });
    if (await storeRefunds(payment, next, shell.change(refundOpened))) return "new";
  }
  throw new Fault("busy");
}

/**
 * Does what is written down of a payment's refunds and not done yet: sends the money and ends the tickets. Whoever comes
 * second finds it done. `isNew`: the refund nobody can have tried to send before; of others Stripe is asked whether it
 * has them.
 */
export async function makeRefunds(
  paymentId: string,
  shell: Shell,
  isNew: (refundId: string) => boolean = () => false,
): Promise<LoadedPayment> {
  const payment = await paymentOf(paymentId);
  const { paymentIntentId: intentId } = payment;
  const pending = pendingRefunds(payment);
  const isUnsure = pending.some(({ amount, refundId }) => amount > 0 && !isNew(refundId));
  const sent = isUnsure && intentId ? await sentRefunds(intentId) : new Map<string, RefundMade>();
  for (const refund of pending) {
    const made = sent.get(refund.refundId) ?? (await send(payment, refund, shell));
    await settle(paymentId, refund.refundId, made, shell);
  }
  return pending.length === 0 ? payment : paymentOf(paymentId);
}

/** Sends the money of one refund; where nothing was charged, nothing is sent. */
async function send(payment: LoadedPayment, refund: Refund, shell: Shell): Promise<RefundMade | undefined> {
  const { paymentId, orderId, paymentIntentId: intentId } = payment;
  if (intentId === undefined || refund.amount === 0) return undefined;
  try {
    return await sendRefund({ ...refund, intentId, paymentId, orderId });
  } catch (error) {
    // Stripe keeps a 5xx under its key for ever: only then is the next try made under another one.
    if ((stripeStatus(error) ?? 0) >= 500) {
      await storeRefunds(payment, withNextAttempt(payment, refund.refundId), shell.change());
    }
    throw error;
  }
}

async function settle(paymentId: string, refundId: string, made: RefundMade | undefined, shell: Shell): Promise<void> {
  const settledAt = shell.now.toISOString();
  for (let round = 0; round < rounds; round++) {
    const payment = await paymentOf(paymentId);
    const refund = findRefund(payment, refundId);
    if (refund?.status !== "pending") return;
    if (made?.outcome === "refused" || made?.outcome === "failed") {
      log("error", "flows/refund", { paymentId, refundId, reason: "Stripe would not send it" });
      const next = withOutcome(payment, refundId, { status: "refused", settledAt });
      if (await storeRefunds(payment, next, shell.change())) return;
      continue;
    }
    const { stripeRefundId } = made ?? {};
    const next = withOutcome(payment, refundId, { status: "succeeded", settledAt, stripeRefundId });
    const [order, tickets] = await Promise.all([
      orderOf(payment.orderId),
      ticketsOf({ lines: payment.lines.filter(({ ticketId }) => refund.ticketIds.includes(ticketId)) }),
    ]);
    if (await settleRefund({ payment, order, tickets }, next, shell.change(paymentRefunded))) return;
  }
  throw new Fault("busy");
}

/**
 * Brings a payment's refunds to where they stand at Stripe: those whose making we did not hear of, and those a bank sent
 * back after all, which are owed again. What Stripe does not have is left to those who make refunds.
 */
export async function noteRefunds(paymentId: string, shell: Shell): Promise<void> {
  const payment = await loadPayment(paymentId);
  if (!payment?.paymentIntentId) return;
  if (!payment.refunds) return noteCameBack(payment, shell);
  const sent = await sentRefunds(payment.paymentIntentId);
  // In the order they were opened, as whoever makes them does: it tells which of several was settled last.
  for (const { refundId } of refundsOf(payment)) {
    const made = sent.get(refundId);
    if (made) await settle(paymentId, refundId, made, shell);
    if (made?.outcome === "failed") await noteFailure(paymentId, refundId, shell);
  }
}

async function noteFailure(paymentId: string, refundId: string, shell: Shell): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const payment = await paymentOf(paymentId);
    const refund = findRefund(payment, refundId);
    if (refund?.status !== "succeeded") return;
    log("error", "flows/refund", { paymentId, refundId, reason: "a bank sent it back: it is still owed" });
    const { settledAt, stripeRefundId } = refund;
    const next = withOutcome(payment, refundId, { status: "failed", settledAt, stripeRefundId });
    if (await storeRefunds(payment, next, shell.change())) return;
  }
  throw new Fault("busy");
}

async function paymentOf(paymentId: string): Promise<LoadedPayment> {
  const payment = await loadPayment(paymentId);
  if (!payment) throw new Error(`There is no payment ${paymentId}`);
  return payment;
}

async function orderOf(orderId: string): Promise<LoadedOrder> {
  const order = await loadOrder(orderId);
  if (!order) throw new Error(`There is no order ${orderId}`);
  return order;
}
