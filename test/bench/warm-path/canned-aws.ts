import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { marshall } from "@aws-sdk/util-dynamodb";
import { type Case, intentId } from "#test/bench/warm-path/cases.ts";

const stripeKeys = { secretKey: "sk_test_bench", publishableKey: "pk_test_bench" };

/** An endpoint that answers AWS and Stripe calls of one case with what was written down before, at once. */
export async function cannedAws({ replies }: Case): Promise<{ url: string; stop(): void }> {
  const answers = new Map(Object.entries(replies).map(([action, reply]) => [action, JSON.stringify(wired(reply))]));
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const action = String(request.headers["x-amz-target"] ?? "").split(".")[1];
    if (action === undefined) {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(intentFor(body)));
    } else {
      const answer = action === "GetSecretValue" ? secretFor(body, url) : answers.get(action);
      const headers = { "content-type": "application/x-amz-json-1.0" };
      response.writeHead(answer === undefined ? 400 : 200, headers).end(answer ?? `{"__type":"Unexpected${action}"}`);
    }
  });
  server.keepAliveTimeout = 120_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Items as they go over the wire. */
function wired(reply: object): object {
  return Object.fromEntries(
    Object.entries(reply).map(([name, value]) => [name, Array.isArray(value) ? value.map(typed) : typed(value)]),
  );
}
const typed = (item: object) => marshall(item, { removeUndefinedValues: true });

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function secretFor(body: string, apiBase: string): string {
  const { SecretId } = JSON.parse(body) as { SecretId: string };
  const secret = SecretId === "keys" ? { master: "m".repeat(64) } : { ...stripeKeys, apiBase };
  return JSON.stringify({ ARN: SecretId, Name: SecretId, SecretString: JSON.stringify(secret) });
}

/** A PaymentIntent that waits to be paid. */
function intentFor(body: string): object {
  const asked = new URLSearchParams(body);
  return {
    ...{ id: intentId, object: "payment_intent", amount: Number(asked.get("amount")), amount_received: 0 },
    ...{ currency: asked.get("currency"), client_secret: `${intentId}_secret_bench`, latest_charge: null },
    ...{ last_payment_error: null, cancellation_reason: null, payment_method_types: ["card"] },
    ...{ metadata: { orderId: asked.get("metadata[orderId]") }, status: "requires_payment_method" },
  };
}
