import { randomBytes } from "node:crypto";
import { followedEvents } from "#platform/followed-events.ts";
import type { Clock } from "../local/seams.ts";
import { type StripeDouble, type StripeOptions, startStripe } from "../local/stripe/stripe-double.ts";

export type Payments = {
  readonly url: string;
  /** The value of the stage's Stripe secret. */
  readonly secret: string;
  /** What a developer calls Stripe's API with. */
  readonly secretKey: string;
  /** Nothing if it is Stripe itself. */
  readonly double?: StripeDouble;
  tellWebhook(url: string): void;
  pending(): number;
  stop(): Promise<void>;
};

/** What paces the double and makes its ids, when not chance does. */
type Pacing = Pick<StripeOptions, "random" | "gate" | "deliverWebhook">;

/**
 * Stripe: the double, or, if STRIPE_SECRET_KEY holds a test key, Stripe itself (with STRIPE_PUBLISHABLE_KEY and the
 * STRIPE_WEBHOOK_SECRET that `stripe listen --forward-to` prints).
 */
export async function startPayments(
  clock: Clock,
  dataFile: string | undefined,
  pacing: Pacing = {},
): Promise<Payments> {
  const { STRIPE_SECRET_KEY: real, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET } = process.env;
  if (real) {
    if (!/^(sk|rk)_test_/.test(real)) throw new Error("STRIPE_SECRET_KEY must be a test key (sk_test_…)");
    const keys = { publishableKey: STRIPE_PUBLISHABLE_KEY ?? "", webhookSecret: STRIPE_WEBHOOK_SECRET ?? "" };
    const secret = JSON.stringify({ secretKey: real, ...keys });
    const nothing = { tellWebhook: () => {}, pending: () => 0, stop: async () => {} };
    return { url: "https://api.stripe.com", secret, secretKey: real, ...nothing };
  }
  // These open nothing but the double, and it is on this machine only: fixed, so that commands can be copied.
  const keys = { secretKey: "sk_test_bilten", publishableKey: "pk_test_bilten" };
  const webhookSecret = `whsec_${randomBytes(24).toString("base64url")}`;
  const double = await startStripe({
    clock,
    ...keys,
    ...pacing,
    webhookSecret,
    enabledEvents: followedEvents,
    ...(dataFile && { dataFile }),
  });
  return {
    url: double.url,
    secret: JSON.stringify({ ...keys, webhookSecret, apiBase: double.url }),
    secretKey: keys.secretKey,
    double,
    tellWebhook: double.setWebhookUrl,
    pending: double.pending,
    stop: double.stop,
  };
}
