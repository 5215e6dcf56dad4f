import type Stripe from "stripe";
import type { Order } from "#domain/order.ts";
import { isUnexpectedState, stripe, stripeStatus } from "#platform/stripe.ts";

/** What of a PaymentIntent anything of ours depends on. */
export type Intent = {
  readonly intentId: string;
  readonly orderId: string | undefined;
  readonly status: Stripe.PaymentIntent.Status;
  /** What was received, in minor units; 0 until it succeeded. */
  readonly received: number;
  readonly currency: string;
  readonly clientSecret: string | undefined;
  readonly chargeId: string | undefined;
  readonly declineCode: string | undefined;
  readonly method: string;
  /** What cancelling it means for its order; nothing if it is not cancelled. */
  readonly ends: "expired" | "cancelled" | undefined;
};

export const intentOf = (intent: Stripe.PaymentIntent): Intent => ({
  intentId: intent.id,
  orderId: intent.metadata.orderId,
  status: intent.status,
  received: intent.amount_received,
  currency: intent.currency.toUpperCase(),
  clientSecret: intent.client_secret ?? undefined,
  chargeId: typeof intent.latest_charge === "string" ? intent.latest_charge : intent.latest_charge?.id,
  declineCode: intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code,
  method: intent.payment_method_types[0] ?? "card",
  ends: intent.status !== "canceled" ? undefined : intent.cancellation_reason === "abandoned" ? "expired" : "cancelled",
});

/**
 * What Stripe is asked for an order: exactly its total. Cards only: methods that take days to settle would keep stock
 * held for days.
 */
export const chargeOf = ({ orderId, total, currency }: Pick<Order, "orderId" | "total" | "currency">) =>
  ({
    amount: total,
    currency: currency.toLowerCase(),
    allowed_payment_method_types: ["card"],
    metadata: { orderId },
  }) satisfies Stripe.PaymentIntentCreateParams;

/**
 * The PaymentIntent of an order. Its idempotency key comes from the order, so however often this is asked there is one
 * intent per attempt.
 */
export async function createIntent(order: Pick<Order, "orderId" | "attempt" | "total" | "currency">): Promise<Intent> {
  const client = await stripe();
  const idempotencyKey = `order:${order.orderId}:intent:${order.attempt}`;
  return intentOf(await client.paymentIntents.create(chargeOf(order), { idempotencyKey }));
}

export async function retrieveIntent(intentId: string): Promise<Intent> {
  return intentOf(await (await stripe()).paymentIntents.retrieve(intentId));
}

/** The same, of an intent that may be none of ours. */
export async function findIntent(intentId: string): Promise<Intent | undefined> {
  try {
    return await retrieveIntent(intentId);
  } catch (error) {
    if (stripeStatus(error) === 404) return undefined;
    throw error;
  }
}

/**
 * Cancels the intent so that it can never be paid, and answers the state it is in then: `canceled`, or whatever kept it
 * from being cancelled (`succeeded`, `processing`). Stripe is told why: its webhook may be faster than our own release,
 * and then ends the order in the same way.
 */
export async function cancelIntent(intentId: string, to: "expired" | "cancelled"): Promise<Intent> {
  const client = await stripe();
  const reason = to === "expired" ? "abandoned" : "requested_by_customer";
  try {
    return intentOf(await client.paymentIntents.cancel(intentId, { cancellation_reason: reason }));
  } catch (error) {
    if (isUnexpectedState(error)) return retrieveIntent(intentId);
    throw error;
  }
}
