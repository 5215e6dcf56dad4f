import { loadPayment } from "#data/load-order.ts";
import { isUnpaid, paymentIdOf } from "#domain/payment.ts";
import { noteDisputes } from "#flows/dispute.ts";
import { followIntent } from "#flows/follow-intent.ts";
import { noteRefunds } from "#flows/note-refunds.ts";
import { settlePayment } from "#flows/settle-payment.ts";
import type { Shell } from "#flows/shell.ts";
import { findIntent, intentOf } from "#platform/payment-intent.ts";
import { isIntentId, type StripeEvent } from "#platform/stripe-event.ts";

/**
 * Does what Stripe tells, whether by its webhook or when it is asked what it could not deliver. Events come in any order
 * and any number of times: what counts is how things stand at Stripe now, not what they were when this was sent.
 */
export async function followStripeEvent(event: StripeEvent, shell: Shell): Promise<void> {
  switch (event.type) {
    case "payment_intent.succeeded":
      // Nothing comes after it: as it was then, it is now.
      await settlePayment(intentOf(event.data.object), shell);
      return;
    case "payment_intent.processing":
    case "payment_intent.payment_failed":
    case "payment_intent.canceled": {
      const intent = await findIntent(event.data.object.id);
      if (intent) await followIntent(intent, shell);
      return;
    }
    // Likewise: what counts is which refunds of the payment Stripe has by now, whoever made them.
    case "charge.refunded":
    case "refund.created":
    case "refund.updated":
    case "refund.failed": {
      const paymentId = await paidBy(event.data.object.payment_intent, shell);
      if (paymentId) await noteRefunds(paymentId, shell);
      return;
    }
    case "charge.dispute.created":
    case "charge.dispute.updated":
    case "charge.dispute.closed": {
      const paymentId = await paidBy(event.data.object.payment_intent, shell);
      if (paymentId) await noteDisputes(paymentId, shell);
    }
  }
}

/**
 * The payment of an intent of ours that has a refund or a dispute. It was paid then, though we may not have been told
 * yet: that is settled first.
 */
async function paidBy(named: string | { readonly id: string } | null, shell: Shell): Promise<string | undefined> {
  const intentId = typeof named === "string" ? named : named?.id;
  if (!intentId) return undefined;
  const paymentId = paymentIdOf({ orderId: "", intentId });
  const known = await loadPayment(paymentId);
  if (known && !isUnpaid(known)) return paymentId;
  const intent = isIntentId(intentId) ? await findIntent(intentId) : undefined;
  if (intent?.status !== "succeeded" || intent.orderId === undefined) return undefined;
  return (await settlePayment(intent, shell)) === "not_ours" ? undefined : paymentId;
}
