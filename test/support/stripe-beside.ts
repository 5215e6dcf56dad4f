import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { createClock } from "#infra/local/clock.ts";
import { type StripeOptions, startStripe } from "#infra/local/stripe/stripe-double.ts";

/** Stripe's double for flows that run in this process, and Secrets Manager that knows its keys, both over the network. */
export async function stripeBeside(gate: NonNullable<StripeOptions["gate"]>) {
  const keys = { secretKey: "sk_test_beside", publishableKey: "pk_test_beside", webhookSecret: "whsec_beside" };
  const double = await startStripe({ clock: createClock(), gate, ...keys });
  const SecretString = JSON.stringify({ ...keys, apiBase: double.url });
  const secrets = createServer((request, response) => {
    request.resume();
    response.setHeader("content-type", "application/x-amz-json-1.1");
    response.end(JSON.stringify({ ARN: "arn", Name: "stripe", SecretString }));
  });
  await new Promise<void>((resolve) => secrets.listen(0, "127.0.0.1", resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(secrets.address() as AddressInfo).port}`,
    STRIPE_SECRET_ARN: "arn:aws:secretsmanager:eu-central-1:000000000000:secret:stripe",
  });
  const { hostname, port } = new URL(double.url);
  return {
    double,
    /** For what the test itself asks of Stripe, as a browser or the dashboard does. */
    stripe: new Stripe(keys.secretKey, { host: hostname, port, protocol: "http", telemetry: false }),
    stop: async () => {
      secrets.closeAllConnections();
      secrets.close();
      await double.stop();
    },
  };
}
