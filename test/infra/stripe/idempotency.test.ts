import { expect, test } from "vitest";
import { openStripe, refusal, ticket } from "./opened-stripe.ts";

const key = { idempotencyKey: "order:1:intent:1" };
const DAY_MS = 24 * 60 * 60 * 1000;

test("the same key and parameters answer the first result", async () => {
  const { stripe, double } = await openStripe();
  const first = await stripe.paymentIntents.create({ ...ticket, metadata: { a: "1", b: "2" } }, key);
  const second = await stripe.paymentIntents.create({ metadata: { b: "2", a: "1" }, ...ticket }, key);
  expect(second).toEqual(first);
  expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
  expect(second.lastResponse.headers["original-request"]).toBe(first.lastResponse.requestId);
  expect(first.lastResponse.headers["idempotent-replayed"]).toBeUndefined();
  expect(double.ledger().intents).toHaveLength(1);
});

test("the answer replayed is the one of then", async () => {
  const { stripe } = await openStripe();
  const { id } = await stripe.paymentIntents.create(ticket, key);
  await stripe.paymentIntents.cancel(id);
  expect((await stripe.paymentIntents.create(ticket, key)).status).toBe("requires_payment_method");
});

test("other parameters or another endpoint under the same key are an error", async () => {
  const { stripe } = await openStripe();
  const { id } = await stripe.paymentIntents.create(ticket, key);
  const other = await refusal(stripe.paymentIntents.create({ ...ticket, amount: 3000 }, key));
  expect(other).toMatchObject({ type: "StripeIdempotencyError", statusCode: 400, rawType: "idempotency_error" });
  expect((await refusal(stripe.paymentIntents.cancel(id, {}, key))).rawType).toBe("idempotency_error");
});

test("a decline is replayed, a new key tries again", async () => {
  const { stripe, double } = await openStripe();
  const { id } = await stripe.paymentIntents.create(ticket);
  const decline = () => stripe.paymentIntents.confirm(id, { payment_method: "pm_card_chargeDeclined" }, key);
  const [first, second] = [await refusal(decline()), await refusal(decline())];
  expect(second).toMatchObject({ statusCode: 402, charge: first.charge, code: "card_declined" });
  expect(double.ledger().charges).toHaveLength(1);
});

test("refused parameters are not remembered", async () => {
  const { stripe } = await openStripe();
  await refusal(stripe.paymentIntents.create({ ...ticket, amount: 1 }, key));
  expect((await stripe.paymentIntents.create(ticket, key)).amount).toBe(2500);
});

test("a key is forgotten after a day on the clock", async () => {
  const { stripe, clock } = await openStripe();
  const first = await stripe.paymentIntents.create(ticket, key);
  clock.advance(DAY_MS - 60_000);
  expect((await stripe.paymentIntents.create(ticket, key)).id).toBe(first.id);
  clock.advance(60_000);
  expect((await stripe.paymentIntents.create(ticket, key)).id).not.toBe(first.id);
});

test("a key in flight is a conflict", async () => {
  const { stripe, control, double } = await openStripe();
  await control("/_double/fail", { status: "hold" });
  const both = [stripe.paymentIntents.create(ticket, key), stripe.paymentIntents.create(ticket, key)];
  const conflict = await refusal(Promise.race(both));
  expect(conflict).toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
  await control("/_double/fail/let-go");
  const made = await Promise.any(both);
  expect((await stripe.paymentIntents.create(ticket, key)).id).toBe(made.id);
  expect(double.ledger().intents).toHaveLength(1);
});
