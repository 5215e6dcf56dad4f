import type Stripe from "stripe";
import { Fault } from "#domain/fault.ts";
import { epochSeconds } from "#domain/time.ts";
import { stripe, stripeSecret } from "#platform/stripe.ts";

export type StripeEvent = Stripe.Event;

/** How far Stripe's clock and ours may be apart, either way. */
const toleranceSeconds = 300;

/**
 * The event in a webhook's body, believed only if it was signed with our secret within the last 300 s. Stripe's own
 * check accepts any time in the future, so that side is checked here.
 */
export async function readStripeEvent(body: string, signature: string | undefined, now: Date): Promise<StripeEvent> {
  const signedAt = Number(/(?:^|,)t=(\d+)(?:,|$)/.exec(signature ?? "")?.[1]);
  if (!signature || !(Math.abs(epochSeconds(now) - signedAt) <= toleranceSeconds)) {
    throw new Fault("invalid_signature", "The Stripe-Signature header is missing or more than 300 s off.");
  }
  const [client, { webhookSecret }] = await Promise.all([stripe(), stripeSecret()]);
  try {
    const receivedAt = now.getTime();
    return client.webhooks.constructEvent(body, signature, webhookSecret, toleranceSeconds, undefined, receivedAt);
  } catch {
    throw new Fault("invalid_signature");
  }
}
