import type Stripe from "stripe";
import { Fault } from "#domain/fault.ts";
import { env } from "#platform/env.ts";
import { secret, secretAgain } from "#platform/secrets.ts";

/**
 * What the operator keeps in the stage's Stripe secret. `apiBase` is for a stage that talks to something else than
 * api.stripe.com.
 */
export type StripeSecret = {
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly webhookSecret?: string;
  /** While the endpoint's secret is rolled: the new one and the former, in any order. */
  readonly webhookSecrets?: readonly string[];
  readonly apiBase?: string;
};

/**
 * Every secret a webhook may be signed with now. Throws if there is none: an empty one would let anybody sign, and is
 * what a stage has until its operator fills the secret in.
 */
export function webhookSecretsOf({ webhookSecret, webhookSecrets = [] }: StripeSecret): readonly string[] {
  const secrets = [...webhookSecrets, webhookSecret].filter((secret) => typeof secret === "string" && secret !== "");
  if (secrets.length === 0) throw new Error("The stage's Stripe secret has no webhook secret: fail closed");
  return secrets as string[];
}

export const stripeSecret = () => secret<StripeSecret>(env("STRIPE_SECRET_ARN"));
/** The same as it is now, at most once a minute; see `secretAgain`. */
export const stripeSecretAgain = (now: Date) => secretAgain<StripeSecret>(env("STRIPE_SECRET_ARN"), now);

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

/** Begins to load the client beside other work; a failure shows where the client is needed. */
export function warmStripe(): void {
  stripe().catch(() => undefined);
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

export const isRefundedAlready = (error: unknown) =>
  (error as { code?: unknown } | undefined)?.code === "charge_already_refunded";

export const isChargedBack = (error: unknown) => (error as { code?: unknown } | undefined)?.code === "charge_disputed";

/** Turns Stripe's not answering, or answering 5xx, 409 or 429, into the fault a buyer is told. */
export async function orPaymentUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const isStripes = error instanceof Error && "rawType" in error;
    const status = stripeStatus(error);
    const final = status !== undefined && status < 500 && status !== 409 && status !== 429;
    throw isStripes && !final ? paymentUnavailable() : error;
  }
}

export const paymentUnavailable = () =>
  new Fault("payment_unavailable", "Send the same request again in a few seconds.", { retryAfter: 5 });
