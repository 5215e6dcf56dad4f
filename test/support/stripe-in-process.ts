import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { createClock } from "#infra/local/clock.ts";
import { startStripe } from "#infra/local/stripe/stripe-double.ts";

/** Stripe's double in this process, and the secret by which this process's platform layer finds it. */
export async function stripeInProcess() {
  const keys = { secretKey: "sk_test_process", publishableKey: "pk_test_process", webhookSecret: "whsec_process" };
  const double = await startStripe({ clock: createClock(), ...keys });
  const secret = JSON.stringify({ ...keys, apiBase: double.url });
  const secrets = createServer((request, response) => {
    request.resume();
    response.setHeader("content-type", "application/x-amz-json-1.1");
    response.end(JSON.stringify({ SecretString: secret }));
  });
  await new Promise<void>((resolve) => secrets.listen(0, "127.0.0.1", resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(secrets.address() as AddressInfo).port}`,
    STRIPE_SECRET_ARN: "stripe",
  });
  const { hostname, port } = new URL(double.url);
  const client = { host: hostname, port, protocol: "http", telemetry: false, maxNetworkRetries: 0 } as const;
  return {
    double,
    stripe: new Stripe(keys.secretKey, client),
    stop: async () => {
      secrets.closeAllConnections();
      secrets.close();
      await double.stop();
    },
  };
}
