import { loadPayment } from "#data/load-order.ts";
import { isUnpaid, paymentIdOf } from "#domain/payment.ts";
import { noteDisputes } from "#flows/dispute.ts";
import { noteRefunds } from "#flows/note-refunds.ts";
import { releaseHold } from "#flows/release-hold.ts";
import { notePayment, settlePayment } from "#flows/settle-payment.ts";
import type { Shell } from "#flows/shell.ts";
import { receiveStripeEvent } from "#functions/payments/receive-stripe-event.ts";
import { findIntent, intentOf } from "#platform/payment-intent.ts";
import { serve } from "#platform/serve.ts";
import { orPaymentUnavailable } from "#platform/stripe.ts";
import { isIntentId, readStripeEvent, type StripeEvent } from "#platform/stripe-event.ts";

export const handler = serve(receiveStripeEvent, async ({ http, now, change }) => {
  const event = await readStripeEvent(http.text(), http.header("stripe-signature"), now);
  await orPaymentUnavailable(follow(event, { now, change }));
  return { received: true as const };
});

async function follow(event: StripeEvent, { now, change }: Shell): Promise<void> {
  switch (event.type) {
    case "payment_intent.succeeded":
      await settlePayment(intentOf(event.data.object), { now, change });
      return;
    case "payment_intent.processing":
    case "payment_intent.payment_failed":
    case "payment_intent.canceled": {
      // Events come in any order: what counts is how the intent stands now, not what it was when this was sent.
      const intent = await findIntent(event.data.object.id);
      if (!intent) return;
      if (intent.status === "succeeded") {
        await settlePayment(intent, { now, change });
        return;
      }
      const order = await notePayment(intent, { now, change });
      if (intent.ends && order) await releaseHold(order.orderId, intent.ends, { now, change });
      return;
    }
    // Likewise: what counts is which refunds of the payment Stripe has by now, whoever made them.
    case "charge.refunded":
    case "refund.created":
    case "refund.updated":
    case "refund.failed": {
      const paymentId = await paidBy(event.data.object.payment_intent, { now, change });
      if (paymentId) await noteRefunds(paymentId, { now, change });
      return;
    }
    case "charge.dispute.created":
    case "charge.dispute.updated":
    case "charge.dispute.closed": {
      const paymentId = await paidBy(event.data.object.payment_intent, { now, change });
      if (paymentId) await noteDisputes(paymentId, { now, change });
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
