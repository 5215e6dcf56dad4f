import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { createClock } from "#infra/local/clock.ts";
import { type StripeOptions, startStripe } from "#infra/local/stripe/stripe-double.ts";

const keys = { secretKey: "sk_test_beside", publishableKey: "pk_test_beside", webhookSecret: "whsec_beside" };
const stripeSecret = "arn:aws:secretsmanager:eu-central-1:000000000000:secret:stripe";

/** Stripe's double for flows that run in this process, and Secrets Manager that knows its keys, both over the network. */
export async function stripeBeside(options: Partial<StripeOptions> = {}) {
  const double = await startStripe({ clock: createClock(), gate: (_, carryOut) => carryOut(), ...keys, ...options });
  const SecretString = JSON.stringify({ ...keys, apiBase: double.url });
  const secrets = createServer((request, response) => {
    request.resume();
    response.setHeader("content-type", "application/x-amz-json-1.1");
    response.end(JSON.stringify({ ARN: stripeSecret, Name: "stripe", SecretString }));
  });
  await new Promise<void>((resolve) => secrets.listen(0, "127.0.0.1", resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(secrets.address() as AddressInfo).port}`,
    STRIPE_SECRET_ARN: stripeSecret,
  });
  const { hostname, port } = new URL(double.url);
  const client = (key: string) =>
    new Stripe(key, { host: hostname, port, protocol: "http", telemetry: false, maxNetworkRetries: 0 });
  return {
    double,
    /** For what the test itself asks of Stripe, as the dashboard does. */
    stripe: client(keys.secretKey),
    /** The same as a browser. */
    browser: client(keys.publishableKey),
    stop: async () => {
      secrets.closeAllConnections();
      secrets.close();
      await double.stop();
    },
  };
}
