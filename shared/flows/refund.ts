import { event as events } from "#data/event.ts";
import { seek } from "#data/home.ts";
import type { LoadedPayment } from "#data/load-order.ts";
import { orderOf, paidOf, paymentOf } from "#data/load-paid.ts";
import { type Paid, settleRefund, storeRefunds } from "#data/refund-payment.ts";
import { isDisputed, isLost } from "#domain/dispute.ts";
import { Fault } from "#domain/fault.ts";
import { findRefund, openRefund, pendingRefunds, type Refund, withNextAttempt, withOutcome } from "#domain/refund.ts";
import { paymentRefunded } from "#events/facts/payment-refunded.ts";
import { refundFailed } from "#events/facts/refund-failed.ts";
import { refundOpened } from "#events/facts/refund-opened.ts";
import type { Shell } from "#flows/shell.ts";
import { takeOverRefunds } from "#flows/take-over-refunds.ts";
import { log } from "#platform/log.ts";
import { stripeStatus } from "#platform/stripe.ts";
import { type RefundAtStripe, type RefundMade, refundsAtStripe, sendRefund } from "#platform/stripe-refund.ts";

/** Rounds of reading again what somebody else changed meanwhile. */
const rounds = 10;

export type Wish = Pick<Refund, "refundId" | "reason"> & {
  readonly amount?: number | undefined;
  /** The tickets, or who names them by what the payment and its tickets are now: it throws why they cannot go back. */
  readonly ticketIds?: readonly string[] | ((paid: Paid) => readonly string[]) | undefined;
};

/** The payment with this refund written down, if it can be: throws why not. */
export function opened(paid: Paid, { ticketIds, ...wish }: Wish, openedAt: string) {
  const named = typeof ticketIds === "function" ? ticketIds(paid) : ticketIds;
  return openRefund(paid.payment, { ...wish, ticketIds: named, openedAt });
}

/**
 * Writes down that money goes back, before any does: from then on it will, whoever stops where, and its tickets let
 * nobody in. A refund that is written down already stays as it is. Throws why nothing can go back.
 */
export async function decideRefund(paymentId: string, wish: Wish, shell: Shell): Promise<"new" | "known"> {
  for (let round = 0; round < rounds; round++) {
    const paid = await paidOf(paymentId);
    if (findRefund(paid.payment, wish.refundId)) return "known";
    const next = opened(paid, wish, shell.now.toISOString());
    if (await storeRefunds(paid, next, shell.change(refundOpened))) return "new";
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
  const sent = isUnsure && intentId ? await refundsAtStripe(intentId) : [];
  for (const refund of pending) {
    const made = ofOurs(sent, refund.refundId) ?? (isDisputed(payment) ? held : await send(payment, refund, shell));
    // It waits: the dispute may be won. Of what was lost before, Stripe sends nothing any more.
    if (made?.outcome === "disputed" && !isLost(payment)) continue;
    await settle(paymentId, refund.refundId, made, shell);
  }
  return pending.length === 0 ? payment : paymentOf(paymentId);
}

/** What becomes of a refund while a bank holds its money. */
const held = { outcome: "disputed" } as const;

export const ofOurs = (atStripe: readonly RefundAtStripe[], refundId: string) =>
  atStripe.findLast((made) => made.refundId === refundId);

/** Sends the money of one refund; where nothing was charged, nothing is sent. */
async function send(payment: LoadedPayment, refund: Refund, shell: Shell): Promise<RefundMade | undefined> {
  const { paymentId, orderId, paymentIntentId: intentId } = payment;
  if (intentId === undefined || refund.amount === 0) return undefined;
  try {
    const made = await sendRefund({ ...refund, intentId, paymentId, orderId });
    // Stripe keeps this under its key, too, and would say it again when the dispute is won.
    if (made.outcome === "disputed") await tryUnderAnotherKey(paymentId, refund, shell);
    if (made.outcome !== "returned" && made.outcome !== "refused") return made;
    // Too little may be left of the charge, because somebody sent it back in Stripe's dashboard.
    const atStripe = await refundsAtStripe(intentId);
    await takeOverRefunds(paymentId, atStripe, shell);
    return ofOurs(atStripe, refund.refundId) ?? { outcome: "refused" };
  } catch (error) {
    // Stripe keeps a 5xx under its key for ever: only then is the next try made under another one.
    if ((stripeStatus(error) ?? 0) >= 500) await tryUnderAnotherKey(payment.paymentId, refund, shell);
    throw error;
  }
}

async function tryUnderAnotherKey(paymentId: string, { refundId, attempt }: Refund, shell: Shell): Promise<void> {
  const paid = await paidOf(paymentId);
  if (findRefund(paid.payment, refundId)?.attempt !== attempt) return;
  await storeRefunds(paid, withNextAttempt(paid.payment, refundId), shell.change());
}

/**
 * Writes down what became of a refund. One that Stripe refused and has after all, as two tried it at the same moment, was
 * made.
 */
export async function settle(
  paymentId: string,
  refundId: string,
  made: Pick<RefundMade, "outcome" | "stripeRefundId"> | undefined,
  shell: Shell,
): Promise<void> {
  const settledAt = shell.now.toISOString();
  const isMade = !["refused", "failed", "disputed"].includes(made?.outcome ?? "");
  for (let round = 0; round < rounds; round++) {
    const paid = await paidOf(paymentId);
    const { payment } = paid;
    const refund = findRefund(payment, refundId);
    if (refund?.status !== "pending" && !(refund?.status === "refused" && isMade)) return;
    if (!isMade) {
      log("error", "flows/refund", { paymentId, refundId, reason: "Stripe would not send it" });
      const next = withOutcome(payment, refundId, { status: "refused", settledAt });
      const doorsClosed = await areDoorsClosed(payment.eventId, shell.now);
      if (await storeRefunds(paid, next, shell.change(refundFailed), { doorsClosed })) return;
      continue;
    }
    const { stripeRefundId } = made ?? {};
    const next = withOutcome(payment, refundId, { status: "succeeded", settledAt, stripeRefundId });
    const order = await orderOf(payment.orderId);
    if (await settleRefund({ ...paid, order }, next, shell.change(paymentRefunded))) return;
  }
  throw new Fault("busy");
}

/** Whether a ticket that is given back now is too late for its show. */
export async function areDoorsClosed(eventId: string, now: Date): Promise<boolean> {
  const event = await seek((home) => events.get({ eventId }).go({ consistent: true, ...home }));
  return event === undefined || event.checkInUntil <= now.toISOString();
}
