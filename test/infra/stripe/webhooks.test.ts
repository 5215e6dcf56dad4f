import { describe, expect, test } from "vitest";
import type { Opened } from "./opened-stripe.ts";
import { openEndpoint, openStripe, refusal, ticket } from "./opened-stripe.ts";

const pay = ({ stripe }: Opened, payment_method = "pm_card_visa") =>
  stripe.paymentIntents.create({ ...ticket, confirm: true, payment_method, metadata: { orderId: "o-1" } });

const quiet = async ({ double }: Opened): Promise<void> => {
  while (double.pending() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
};

test("every step is told, signed, with the request that caused it", async () => {
  const opened = await openStripe();
  const endpoint = await openEndpoint(opened.clock);
  opened.double.setWebhookUrl(endpoint.url);
  const intent = await opened.stripe.paymentIntents.create(
    { ...ticket, confirm: true, payment_method: "pm_card_visa" },
    { idempotencyKey: "order:1" },
  );
  await endpoint.until(3);
  await opened.stripe.refunds.create({ payment_intent: intent.id, amount: 100 });
  await endpoint.until(7);
  expect(endpoint.types().toSorted()).toEqual([
    "charge.refund.updated",
    "charge.refunded",
    "charge.succeeded",
    "payment_intent.created",
    "payment_intent.succeeded",
    "refund.created",
    "refund.updated",
  ]);
  const succeeded = endpoint.received.find((event) => event.type === "payment_intent.succeeded");
  expect(succeeded).toMatchObject({
    object: "event",
    api_version: "2026-10-28.endive",
    livemode: false,
    pending_webhooks: 1,
    request: { id: intent.lastResponse.requestId, idempotency_key: "order:1" },
    data: { object: { id: intent.id, status: "succeeded" } },
  });
  const created = endpoint.received.find((event) => event.type === "payment_intent.created");
  expect(created?.data.object).toMatchObject({ status: "requires_confirmation" });
  const refunded = endpoint.received.find((event) => event.type === "charge.refunded");
  expect(refunded?.data).toMatchObject({
    object: { amount_refunded: 100 },
    previous_attributes: { amount_refunded: 0 },
  });

  const stored = await opened.stripe.events.list({ type: "refund.*" });
  expect(stored.data.map((event) => event.type)).toEqual(["refund.updated", "refund.created"]);
  await quiet(opened);
  expect((await opened.stripe.events.retrieve(stored.data[0]?.id ?? "")).pending_webhooks).toBe(0);
});

test("declines, cancellations, processing and authentication are told too", async () => {
  const opened = await openStripe({ enabledEvents: ["payment_intent.*", "charge.failed"] });
  const endpoint = await openEndpoint(opened.clock);
  opened.double.setWebhookUrl(endpoint.url);
  const { stripe, control } = opened;
  await refusal(pay(opened, "pm_card_chargeDeclined"));
  await pay(opened, "pm_card_authenticationRequired");
  await stripe.paymentIntents.cancel((await stripe.paymentIntents.create(ticket)).id);
  const { id } = await stripe.paymentIntents.create(ticket);
  await control(`/_double/intents/${id}/settle`, { outcome: "processing" });
  await control(`/_double/intents/${id}/settle`, { outcome: "failed" });
  await endpoint.until(11);
  const told = new Set(endpoint.types());
  expect([...told].toSorted()).toEqual([
    "charge.failed",
    "payment_intent.canceled",
    "payment_intent.created",
    "payment_intent.payment_failed",
    "payment_intent.processing",
    "payment_intent.requires_action",
  ]);
  expect(endpoint.types().filter((type) => type === "payment_intent.payment_failed")).toHaveLength(2);
});

test("a refused webhook is sent again later, and later still, on the clock", async () => {
  const opened = await openStripe({ enabledEvents: ["payment_intent.succeeded"] });
  const { clock, double } = opened;
  let status = 500;
  const endpoint = await openEndpoint(clock, () => status);
  double.setWebhookUrl(endpoint.url);
  await pay(opened);
  await endpoint.until(1);
  await quiet(opened);
  clock.advance(2_000);
  await endpoint.until(2);
  await quiet(opened);
  status = 204;
  clock.advance(5_000);
  await endpoint.until(3);
  await quiet(opened);
  const ids = new Set(endpoint.received.map((event) => event.id));
  expect(ids.size).toBe(1);
  expect(double.ledger().deliveries).toMatchObject([{ state: "delivered", attempts: 3, lastAnswer: 204 }]);
});

test("Stripe gives up after three days", async () => {
  const opened = await openStripe({ enabledEvents: ["payment_intent.succeeded"] });
  const endpoint = await openEndpoint(opened.clock, () => 500);
  opened.double.setWebhookUrl(endpoint.url);
  await pay(opened);
  for (let attempt = 1; opened.double.ledger().deliveries[0]?.state === "waiting"; attempt++) {
    await endpoint.until(attempt);
    await quiet(opened);
    opened.clock.advance(12 * 60 * 60 * 1000);
  }
  expect(opened.double.ledger().deliveries).toMatchObject([{ state: "given_up", lastAnswer: 500 }]);
});

test("withheld webhooks wait until they are released, in any order", async () => {
  const opened = await openStripe({ enabledEvents: ["payment_intent.*", "charge.*"] });
  const endpoint = await openEndpoint(opened.clock);
  opened.double.setWebhookUrl(endpoint.url);
  await opened.control("/_double/webhooks", { mode: "withhold", shuffle: 7 });
  for (let payment = 0; payment < 4; payment++) await pay(opened);
  expect(opened.double.pending()).toBe(0);
  expect(endpoint.received).toEqual([]);
  expect(await (await opened.control("/_double/webhooks/release")).json()).toEqual({ released: 12 });
  await endpoint.until(12);
  const happened = opened.double.ledger().events.map((event) => event.id);
  const told = endpoint.received.map((event) => event.id);
  expect(told).not.toEqual(happened);
  expect(told.toSorted()).toEqual(happened.toSorted());
});

test("webhooks come twice when asked to, and again when resent", async () => {
  const opened = await openStripe({ enabledEvents: ["payment_intent.succeeded"] });
  const endpoint = await openEndpoint(opened.clock);
  opened.double.setWebhookUrl(endpoint.url);
  await opened.control("/_double/webhooks", { mode: "duplicate" });
  await pay(opened);
  await endpoint.until(2);
  const [event] = endpoint.received;
  await opened.control(`/_double/events/${event?.id}/resend`);
  await endpoint.until(3);
  expect(new Set(endpoint.received.map(({ id }) => id)).size).toBe(1);
});

test("without an endpoint nothing is pending; when one appears, what waited comes", async () => {
  const opened = await openStripe({ enabledEvents: ["payment_intent.succeeded"] });
  await pay(opened);
  expect(opened.double.pending()).toBe(0);
  const endpoint = await openEndpoint(opened.clock);
  opened.double.setWebhookUrl(endpoint.url);
  await endpoint.until(1);
  await quiet(opened);
  expect(opened.double.ledger().deliveries).toMatchObject([{ state: "delivered", attempts: 1 }]);
});

test("a webhook comes as often as asked to, up to a thousand times", { timeout: 60_000 }, async () => {
  const opened = await openStripe({ enabledEvents: ["payment_intent.succeeded"] });
  const endpoint = await openEndpoint(opened.clock);
  opened.double.setWebhookUrl(endpoint.url);
  opened.double.setDelivery({ copies: 1000 });
  await pay(opened);
  await endpoint.until(1000);
  await quiet(opened);
  expect(new Set(endpoint.received.map(({ id }) => id)).size).toBe(1);
  expect(opened.double.ledger().deliveries).toHaveLength(1000);
  expect(() => opened.double.setDelivery({ copies: 1001 })).toThrow();
});

test("webhooks can be late, on the clock", async () => {
  const opened = await openStripe({ enabledEvents: ["payment_intent.succeeded"] });
  const endpoint = await openEndpoint(opened.clock);
  opened.double.setWebhookUrl(endpoint.url);
  await opened.control("/_double/webhooks", { mode: "deliver", delaySeconds: 600 });
  await pay(opened);
  opened.clock.advance(590_000);
  expect(opened.double.pending()).toBe(0);
  expect(endpoint.received).toEqual([]);
  opened.clock.advance(10_000);
  await endpoint.until(1);
});

test("an answer lost on its way back is a failed attempt: the webhook comes again", async () => {
  const opened = await openStripe({
    enabledEvents: ["payment_intent.succeeded"],
    deliverWebhook: async (_, attempt, send) => {
      await send();
      if (attempt === 1) throw new Error("answer lost");
    },
  });
  const endpoint = await openEndpoint(opened.clock);
  opened.double.setWebhookUrl(endpoint.url);
  await pay(opened);
  await endpoint.until(1);
  await quiet(opened);
  expect(opened.double.ledger().deliveries).toMatchObject([{ state: "waiting", lastAnswer: "answer lost" }]);
  opened.clock.advance(1_000);
  await endpoint.until(2);
  await quiet(opened);
  expect(opened.double.ledger().deliveries).toMatchObject([{ state: "delivered", attempts: 2 }]);
});

describe("bad webhooks", () => {
  const claim = { type: "payment_intent.succeeded", change: { status: "succeeded", amount_received: 2500 } };

  /** What an endpoint that checks signatures with the real client says to a bad webhook about an unpaid intent. */
  const sentBad = async (bad: object) => {
    const opened = await openStripe();
    const bodies: string[] = [];
    const endpoint = await openEndpoint(
      opened.clock,
      () => 200,
      (body) => void bodies.push(body),
    );
    opened.double.setWebhookUrl(endpoint.url);
    await opened.stripe.paymentIntents.create(ticket);
    await endpoint.until(1);
    const event = opened.double.ledger().events[0]?.id;
    const answered = await opened.control("/_double/webhooks/bad", { event, ...bad });
    return { answer: await answered.json(), event: JSON.parse(bodies[1] ?? "null"), ledger: opened.double.ledger() };
  };

  test.each([
    { flaw: "altered", ...claim },
    { flaw: "forged", ...claim },
    { flaw: "forged" },
    { flaw: "stale" },
    { flaw: "unsigned", ...claim },
  ])("are refused: %j", async (bad) => {
    const { answer, event, ledger } = await sentBad(bad);
    expect(answer).toEqual({ answer: 400 });
    if ("type" in bad) expect(event).toMatchObject({ type: bad.type, data: { object: bad.change } });
    expect(ledger.deliveries).toHaveLength(1);
    expect(ledger.intents).toMatchObject([{ status: "requires_payment_method" }]);
  });

  test.each([{ flaw: "future" }, { flaw: "stale", secondsOff: 299 }, { flaw: "odd" }])(
    "that the real client takes: %j",
    async (bad) => {
      expect((await sentBad({ ...bad, body: { any: "thing" } })).event).toEqual({ any: "thing" });
      expect((await sentBad(bad)).answer).toEqual({ answer: 200 });
    },
  );

  test("are of an event that happened, in one of six ways", async () => {
    const { control, double } = await openStripe();
    expect((await control("/_double/webhooks/bad", { event: "evt_none", flaw: "forged" })).status).toBe(404);
    expect((await control("/_double/webhooks/bad", { event: "evt_none", flaw: "polite" })).status).toBe(400);
    expect(double.ledger().events).toEqual([]);
  });
});
