import type Stripe from "stripe";
import { isChargedBack, isRefundedAlready, stripe, stripeStatus } from "#platform/stripe.ts";

/** What of a payment goes back, and under whose number. */
export type RefundAsked = {
  readonly intentId: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly refundId: string;
  readonly amount: number;
  readonly attempt: number;
};

/** What Stripe made of it. `returned`: all of the charge had gone back already. `disputed`: a bank has taken its money. */
export type RefundMade =
  | { readonly outcome: "sent" | "failed"; readonly stripeRefundId: string }
  | { readonly outcome: "returned" | "refused" | "disputed"; readonly stripeRefundId?: undefined };

const stateOf = ({ status }: Stripe.Refund) =>
  status === "failed" || status === "canceled" ? ("failed" as const) : ("sent" as const);
const made = (refund: Stripe.Refund): RefundMade => ({ outcome: stateOf(refund), stripeRefundId: refund.id });

/**
 * Sends a part of a payment back. Its key comes from our own record of it, so that however often this is asked the money
 * goes once. Throws what says nothing about the refund itself: no answer, a server error, a key that is not ours.
 */
export async function sendRefund(asked: RefundAsked): Promise<RefundMade> {
  const { intentId, paymentId, orderId, refundId, amount, attempt } = asked;
  const client = await stripe();
  try {
    const refund = await client.refunds.create(
      { payment_intent: intentId, amount, metadata: { orderId, paymentId, refundId } },
      { idempotencyKey: `payment:${paymentId}:refund:${refundId}:${attempt}` },
    );
    return made(refund);
  } catch (error) {
    if (isRefundedAlready(error)) return { outcome: "returned" };
    if (isChargedBack(error)) return { outcome: "disputed" };
    if (isRefusal(error)) return { outcome: "refused" };
    throw error;
  }
}

/**
 * Sends everything back, once: of a charge that is paid back already, Stripe says so. Without a key of our own, as Stripe
 * would answer a server error it had once for a day to whoever repeats the key, and keep the buyer's money meanwhile.
 */
export async function sendAllBack(intentId: string, orderId: string): Promise<RefundMade> {
  const client = await stripe();
  try {
    return made(await client.refunds.create({ payment_intent: intentId, metadata: { orderId } }));
  } catch (error) {
    if (isRefundedAlready(error)) return { outcome: "returned" };
    if (isRefusal(error)) return { outcome: "refused" };
    throw error;
  }
}

/** Stripe's answer is about the refund: nothing, or too little, of the charge is left. */
const isRefusal = (error: unknown) => {
  const status = stripeStatus(error);
  return status === 400 || status === 402 || status === 404;
};

/** One of Stripe's refunds of an intent. */
export type RefundAtStripe = {
  readonly stripeRefundId: string;
  readonly amount: number;
  readonly outcome: "sent" | "failed";
  /** Our own id of it; nothing of what was made in Stripe's dashboard. */
  readonly refundId: string | undefined;
};

/**
 * What Stripe has of refunds of an intent, the oldest first: also of ours those whose answer was lost and whose key is
 * forgotten, which nothing else would keep from being made twice.
 */
export async function refundsAtStripe(intentId: string): Promise<readonly RefundAtStripe[]> {
  const client = await stripe();
  const found: RefundAtStripe[] = [];
  for await (const refund of client.refunds.list({ payment_intent: intentId, limit: 100 })) {
    const { id: stripeRefundId, amount, metadata } = refund;
    found.push({ stripeRefundId, amount, outcome: stateOf(refund), refundId: metadata?.refundId });
  }
  return found.toReversed();
}
