import type Stripe from "stripe";
import * as z from "zod";
import { badField, Fault } from "#domain/fault.ts";
import { epochSeconds } from "#domain/time.ts";
import { followedEvents } from "#platform/followed-events.ts";
import { type StripeSecret, stripe, stripeSecret, stripeSecretAgain, webhookSecretsOf } from "#platform/stripe.ts";

export type StripeEvent = Stripe.Event;

/** How far Stripe's clock and ours may be apart, either way. */
const toleranceSeconds = 300;

const intentId = z.string().regex(/^pi_\w{1,250}$/);
export const isIntentId = (text: string) => intentId.safeParse(text).success;
/** Anybody may have made the intent: an order that is none of ours is looked for, and not found. */
const metadata = z.object({ orderId: z.string().min(1).max(500).optional() });

/** Of an event that is followed, by the kind of its object, what is read of it. All else is Stripe's own business. */
const read = [
  [
    /^payment_intent\.succeeded$/,
    z.object({
      id: intentId,
      metadata,
      amount_received: z.int().min(0),
      currency: z.string(),
      payment_method_types: z.array(z.string()),
    }),
  ],
  [/^payment_intent\./, z.object({ id: intentId })],
  [/^(charge|refund)\./, z.object({ payment_intent: z.union([z.string(), z.object({ id: z.string() })]).nullish() })],
] as const;

/** Refuses what Stripe signed and we could not follow: Stripe tells its sender so, and tries again. */
function checked(event: StripeEvent): StripeEvent {
  const { data: known } = z
    .object({ type: z.string(), data: z.object({ object: z.looseObject({}) }) })
    .safeParse(event);
  if (!known) throw badField("data.object", "not_an_event", "this is no event of Stripe's");
  const [, shape] = read.find(([type]) => type.test(known.type)) ?? [];
  const issue = shape?.safeParse(known.data.object).error?.issues[0];
  if (issue) throw badField(["data.object", ...issue.path].join("."), "not_an_event", issue.message);
  return event;
}

/**
 * The event in a webhook's body, believed only if it was signed with one of our secrets within the last 300 s. Stripe's
 * own check accepts any time in the future, so that side is checked here. A signature that fits no secret we have kept
 * may be of one that was rolled in since. Nothing of the body is read before. Throws `invalid_input` for what is none.
 */
export async function readStripeEvent(body: string, signature: string | undefined, now: Date): Promise<StripeEvent> {
  const signedAt = Number(/(?:^|,)t=(\d+)(?:,|$)/.exec(signature ?? "")?.[1]);
  if (!signature || !(Math.abs(epochSeconds(now) - signedAt) <= toleranceSeconds)) {
    throw new Fault("invalid_signature", "The Stripe-Signature header is missing or more than 300 s off.");
  }
  const [client, kept] = await Promise.all([stripe(), stripeSecret()]);
  const receivedAt = now.getTime();
  const opened = (secret: StripeSecret) => {
    for (const each of webhookSecretsOf(secret)) {
      try {
        return client.webhooks.constructEvent(body, signature, each, toleranceSeconds, undefined, receivedAt);
      } catch {
        // It may be signed with another.
      }
    }
    return undefined;
  };
  const event = opened(kept) ?? opened(await stripeSecretAgain(now));
  if (!event) throw new Fault("invalid_signature");
  return checked(event);
}

/**
 * The events we follow that Stripe made between two times and could not deliver, or not yet; the oldest first, as Stripe
 * would have told them. Nothing if they are more than `most`: Stripe lists the newest first, so that one has to have all.
 */
export async function undeliveredEvents(from: Date, until: Date, most: number): Promise<StripeEvent[] | undefined> {
  const client = await stripe();
  const created = { gte: epochSeconds(from), lte: epochSeconds(until) };
  const found: StripeEvent[] = [];
  const types = [...followedEvents];
  for await (const event of client.events.list({ delivery_success: false, created, types, limit: 100 })) {
    found.push(event);
    if (found.length > most) return undefined;
  }
  return found.toReversed();
}
