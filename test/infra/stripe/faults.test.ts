import { expect, test } from "vitest";
import { clientOf, openStripe, refusal, ticket } from "./opened-stripe.ts";

const key = { idempotencyKey: "k" };
const create = "POST /v1/payment_intents";

test("a 500 is remembered by its key, with or without effect", async () => {
  const { stripe, double, control } = await openStripe();
  await control("/_double/fail", { next: 1, status: 500, match: create });
  await control("/_double/fail", { next: 1, status: 500, match: create, afterApply: true });
  const without = await refusal(stripe.paymentIntents.create(ticket, key));
  expect(without).toMatchObject({ type: "StripeAPIError", statusCode: 500 });
  expect(double.ledger().intents).toHaveLength(0);
  const withEffect = await refusal(stripe.paymentIntents.create(ticket, { idempotencyKey: "other" }));
  expect(withEffect.statusCode).toBe(500);
  expect(double.ledger().intents).toHaveLength(1);
  expect((await refusal(stripe.paymentIntents.create(ticket, key))).statusCode).toBe(500);
  expect(double.ledger().intents).toHaveLength(1);
});

test("429 and 503 come before anything is done", async () => {
  const { stripe, double, control } = await openStripe();
  await control("/_double/fail", { status: 429 });
  await control("/_double/fail", { status: 503 });
  expect((await refusal(stripe.paymentIntents.create(ticket, key))).type).toBe("StripeRateLimitError");
  expect((await refusal(stripe.paymentIntents.create(ticket, key))).statusCode).toBe(503);
  expect(double.ledger().intents).toHaveLength(0);
  expect((await stripe.paymentIntents.create(ticket, key)).status).toBe("requires_payment_method");
});

test("an answer lost after the effect is found again under its key", async () => {
  const { double, control, stripe } = await openStripe();
  const impatient = clientOf(double, "sk_test_double", { timeout: 100 });
  await control("/_double/fail", { status: "timeout", afterApply: true });
  expect((await refusal(impatient.paymentIntents.create(ticket, key))).type).toBe("StripeConnectionError");
  const [applied] = double.ledger().intents;
  expect((await stripe.paymentIntents.create(ticket, key)).id).toBe(applied?.id);

  await control("/_double/fail", { status: "timeout" });
  await refusal(impatient.paymentIntents.create(ticket, { idempotencyKey: "k2" }));
  expect(double.ledger().intents).toHaveLength(1);
});

test("the client itself survives a connection cut after the effect", async () => {
  const { double, control, stripe } = await openStripe();
  await control("/_double/fail", { status: "drop", afterApply: true });
  const made = await stripe.paymentIntents.create(ticket);
  expect(double.ledger().intents.map((intent) => intent.id)).toEqual([made.id]);
});

test("rules match one operation, and can be taken back", async () => {
  const { stripe, control } = await openStripe();
  await control("/_double/fail", { next: 5, status: 500, match: "POST /v1/payment_intents/:id/confirm" });
  const { id } = await stripe.paymentIntents.create(ticket);
  const confirm = () => stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" });
  expect((await refusal(confirm())).statusCode).toBe(500);
  await control("/_double/fail", { next: 0 });
  expect((await confirm()).status).toBe("succeeded");
});

test("the first that match can be spared", async () => {
  const { stripe, double } = await openStripe();
  double.fail({ skip: 2, next: 1, status: 503, match: create });
  await stripe.paymentIntents.create(ticket);
  await stripe.paymentIntents.create(ticket);
  expect((await refusal(stripe.paymentIntents.create(ticket))).statusCode).toBe(503);
  await stripe.paymentIntents.create(ticket);
});

test("409 and 429 are as Stripe's own", async () => {
  const { stripe, double } = await openStripe();
  double.fail({ status: 409 });
  double.fail({ status: 429 });
  expect(await refusal(stripe.paymentIntents.create(ticket))).toMatchObject({ code: "idempotency_key_in_use" });
  expect(await refusal(stripe.paymentIntents.create(ticket))).toMatchObject({ code: "rate_limit" });
});

test("a key can be made to be forgotten", async () => {
  const { stripe, control } = await openStripe();
  const first = await stripe.paymentIntents.create(ticket, key);
  await control("/_double/keys/forget", { key: key.idempotencyKey });
  expect((await stripe.paymentIntents.create(ticket, key)).id).not.toBe(first.id);
});

test("controls say what they do not understand", async () => {
  const { control, double } = await openStripe();
  expect((await control("/_double/fail", { status: "sometimes" })).status).toBe(400);
  expect((await control("/_double/webhooks", { mode: "lose" })).status).toBe(400);
  expect((await control("/_double/nothing")).status).toBe(404);
  const fromAPage = { method: "POST", headers: { origin: "https://evil.example" } };
  expect((await fetch(`${double.url}/_double/fail`, fromAPage)).status).toBe(403);
});
