import type Stripe from "stripe";
import { Fault } from "#domain/fault.ts";
import { env } from "#platform/env.ts";
import { secret } from "#platform/secrets.ts";

/**
 * What the operator keeps in the stage's Stripe secret. `apiBase` is for a stage that talks to something else than
 * api.stripe.com.
 */
export type StripeSecret = {
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly webhookSecret: string;
  readonly apiBase?: string;
};

export const stripeSecret = () => secret<StripeSecret>(env("STRIPE_SECRET_ARN"));

let ready: Promise<Stripe> | undefined;

/**
 * Stripe's client, loaded when first asked for: its quarter of a megabyte is a chunk of its own, so that it loads beside
 * the stock hold and not at every cold start. One retry, then the caller hears of it within the gateway's 30 s.
 */
export function stripe(): Promise<Stripe> {
  ready ??= connect().catch((error: unknown) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

async function connect(): Promise<Stripe> {
  const [{ default: Client }, { secretKey, apiBase }] = await Promise.all([import("stripe"), stripeSecret()]);
  const settings = { timeout: 8000, maxNetworkRetries: 1, telemetry: false };
  if (!apiBase) return new Client(secretKey, settings);
  const { hostname, port, protocol } = new URL(apiBase);
  return new Client(secretKey, {
    ...settings,
    host: hostname,
    port: Number(port),
    protocol: protocol === "http:" ? "http" : "https",
  });
}

/** The HTTP status Stripe answered an error with; nothing if it did not answer. */
export function stripeStatus(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === "number" ? status : undefined;
}

/** Whether Stripe refused because the intent is not in a state for this (paid, cancelled, processing). */
export const isUnexpectedState = (error: unknown) =>
  (error as { code?: unknown } | undefined)?.code === "payment_intent_unexpected_state";

export const paymentUnavailable = () =>
  new Fault("payment_unavailable", "Send the same request with the same Idempotency-Key again.", { retryAfter: 5 });
