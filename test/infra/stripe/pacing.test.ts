import { expect, test } from "vitest";
import { seededRandom } from "#infra/local/random.ts";
import type { Opened } from "./opened-stripe.ts";
import { openEndpoint, openStripe, ticket } from "./opened-stripe.ts";

const payAndRefund = async ({ stripe }: Opened) => {
  const intent = await stripe.paymentIntents.create({ ...ticket, confirm: true, payment_method: "pm_card_visa" });
  return stripe.refunds.create({ payment_intent: intent.id });
};

test("requests and webhooks happen when whoever paces them says so", async () => {
  const steps: string[] = [];
  const opened = await openStripe({
    enabledEvents: ["payment_intent.succeeded"],
    gate: async ({ method, path }, carryOut) => {
      steps.push(`${method} ${path} asked`);
      const reply = await carryOut();
      steps.push(typeof reply === "string" ? reply : `answered ${reply.status}`);
      return reply;
    },
    deliverWebhook: async (event, attempt, send) => {
      steps.push(`attempt ${attempt}`);
      expect(opened.double.ledger().events.map(({ id }) => id)).toContain(event);
      if (attempt > 1) await send();
    },
  });
  const endpoint = await openEndpoint(opened.clock);
  opened.double.setWebhookUrl(endpoint.url);
  await opened.stripe.paymentIntents.create({ ...ticket, confirm: true, payment_method: "pm_card_visa" });
  while (opened.double.pending() > 0) await new Promise(setImmediate);
  expect(opened.double.ledger().deliveries).toMatchObject([{ state: "waiting", lastAnswer: "not sent" }]);
  await opened.control("/_double/webhooks/retry");
  await endpoint.until(1);
  expect(steps).toEqual(["POST /v1/payment_intents asked", "answered 200", "attempt 1", "attempt 2"]);
});

test("one seed makes the same ids in every run", async () => {
  const run = async (seed: number) => {
    const opened = await openStripe({ random: seededRandom(seed) });
    await payAndRefund(opened);
    const { intents, charges, refunds, events } = opened.double.ledger();
    return [...intents, ...charges, ...refunds, ...events].map(({ id }) => id);
  };
  const first = await run(7);
  expect(await run(7)).toEqual(first);
  expect(new Set([...first, ...(await run(8))]).size).toBe(2 * first.length);
});
