import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { onTestFinished } from "vitest";
import { createClock } from "#infra/local/clock.ts";
import type { Clock } from "#infra/local/seams.ts";
import type { StripeDouble, StripeOptions } from "#infra/local/stripe/stripe-double.ts";
import { startStripe } from "#infra/local/stripe/stripe-double.ts";

const SECRET = "whsec_test_double";

export type Opened = {
  readonly clock: Clock;
  readonly double: StripeDouble;
  /** With the secret key, no automatic retries. */
  readonly stripe: Stripe;
  /** With the publishable key, as a browser would. */
  readonly browser: Stripe;
  control(path: string, body?: object): Promise<Response>;
};

/** A double of its own for one test, closed after it. */
export const openStripe = async (options: Partial<StripeOptions> = {}): Promise<Opened> => {
  const clock = options.clock ?? createClock();
  const double = await startStripe({
    clock,
    secretKey: "sk_test_double",
    publishableKey: "pk_test_double",
    webhookSecret: SECRET,
    ...options,
  });
  onTestFinished(double.stop);
  return {
    clock,
    double,
    stripe: clientOf(double, "sk_test_double"),
    browser: clientOf(double, "pk_test_double"),
    control: (path, body = {}) => fetch(`${double.url}${path}`, { method: "POST", body: JSON.stringify(body) }),
  };
};

export const clientOf = (double: StripeDouble, key: string, config: Stripe.StripeConfig = {}): Stripe => {
  const { hostname, port } = new URL(double.url);
  return new Stripe(key, { host: hostname, port, protocol: "http", maxNetworkRetries: 0, telemetry: false, ...config });
};

/**
 * An endpoint that verifies every webhook with the real client; it answers what `statusOf` says, 200 by default, and 400
 * to what is not signed as it should be.
 */
export const openEndpoint = async (
  clock: Clock,
  statusOf: (event: Stripe.Event) => number = () => 200,
  seen: (body: string) => void = () => {},
) => {
  const received: Stripe.Event[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const { webhooks } = new Stripe("sk_test_unused");
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const signature = request.headers["stripe-signature"] ?? "";
    const body = Buffer.concat(chunks);
    seen(body.toString());
    let event: Stripe.Event;
    try {
      event = webhooks.constructEvent(body, signature, SECRET, 300, undefined, clock.now());
    } catch {
      response.writeHead(400).end();
      return;
    }
    response.writeHead(statusOf(event)).end();
    received.push(event);
    for (const { count, resolve } of waiting) if (received.length >= count) resolve();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    received,
    types: () => received.map((event) => event.type),
    /** Resolves once so many have come. */
    until: (count: number) =>
      new Promise<void>((resolve) => {
        if (received.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
};

/** The error a call was refused with, as the real client sees it. */
export const refusal = async (call: Promise<unknown>): Promise<Stripe.errors.StripeError> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error("Stripe accepted it");
};

export const card = { allowed_payment_method_types: ["card"] };
export const ticket = { amount: 2500, currency: "usd", ...card };
