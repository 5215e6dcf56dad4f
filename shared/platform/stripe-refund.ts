import type Stripe from "stripe";
import { isRefundedAlready, stripe, stripeStatus } from "#platform/stripe.ts";

/** What of a payment goes back, and under whose number. */
export type RefundAsked = {
  readonly intentId: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly refundId: string;
  readonly amount: number;
  readonly attempt: number;
};

/** What Stripe made of it. `returned`: all of the charge had gone back already. */
export type RefundMade =
  | { readonly outcome: "sent" | "failed"; readonly stripeRefundId: string }
  | { readonly outcome: "returned" | "refused"; readonly stripeRefundId?: undefined };

const made = ({ id, status }: Stripe.Refund): RefundMade => ({
  outcome: status === "failed" || status === "canceled" ? "failed" : "sent",
  stripeRefundId: id,
});

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
    if (isRefusal(error)) return { outcome: "refused" };
    throw error;
  }
}

/** Stripe's answer is about the refund: the charge is disputed, too little of it is left. */
const isRefusal = (error: unknown) => {
  const status = stripeStatus(error);
  return status === 400 || status === 402 || status === 404;
};

/** Whether money was sent back of an intent, and all of it came back to us. */
export async function cameBack(intentId: string): Promise<boolean> {
  const client = await stripe();
  let count = 0;
  for await (const refund of client.refunds.list({ payment_intent: intentId, limit: 100 })) {
    if (made(refund).outcome !== "failed") return false;
    count++;
  }
  return count > 0;
}

/**
 * What Stripe has of our refunds of an intent, by our own ids: also those whose answer was lost and whose key is
 * forgotten, which nothing else would keep from being made twice.
 */
export async function sentRefunds(intentId: string): Promise<ReadonlyMap<string, RefundMade>> {
  const client = await stripe();
  const found = new Map<string, RefundMade>();
  for await (const refund of client.refunds.list({ payment_intent: intentId, limit: 100 })) {
    const { refundId } = refund.metadata ?? {};
    if (refundId !== undefined) found.set(refundId, made(refund));
  }
  return found;
}
