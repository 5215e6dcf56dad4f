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

test.each([500, 502])("a saved %d is replayed, however often, without being carried out", async (status) => {
  const { stripe, double } = await openStripe();
  double.fail({ status, remembered: true, match: "POST /v1/payment_intents" });
  const first = await refusal(stripe.paymentIntents.create(ticket, key));
  expect(first.statusCode).toBe(status);
  expect(first.headers).not.toHaveProperty("idempotent-replayed");
  for (let again = 0; again < 2; again++) {
    const replayed = await refusal(stripe.paymentIntents.create(ticket, key));
    expect(replayed).toMatchObject({ type: "StripeAPIError", statusCode: status, message: first.message });
    expect(replayed.headers).toMatchObject({
      "idempotent-replayed": "true",
      "original-request": first.requestId,
      // The client does not retry what would be the same again.
      "stripe-should-retry": "false",
    });
  }
  expect(double.ledger().intents).toEqual([]);
  expect((await stripe.paymentIntents.create(ticket, { idempotencyKey: "another" })).amount).toBe(2500);
});

test("a key is of one endpoint, ids included", async () => {
  const { stripe } = await openStripe();
  const [one, two] = [await stripe.paymentIntents.create(ticket), await stripe.paymentIntents.create(ticket)];
  await stripe.paymentIntents.cancel(one.id, {}, key);
  const other = await refusal(stripe.paymentIntents.cancel(two.id, {}, key));
  expect(other).toMatchObject({ type: "StripeIdempotencyError", statusCode: 400, rawType: "idempotency_error" });
  expect(other.message).toContain(`('/v1/payment_intents/${two.id}/cancel' vs '/v1/payment_intents/${one.id}/cancel')`);
});

test("what was refused while it was carried out is remembered", async () => {
  const { stripe } = await openStripe();
  const { id } = await stripe.paymentIntents.create({ ...ticket, confirm: true, payment_method: "pm_card_visa" });
  const [first, second] = [
    await refusal(stripe.paymentIntents.cancel(id, {}, key)),
    await refusal(stripe.paymentIntents.cancel(id, {}, key)),
  ];
  expect(second.headers).toMatchObject({ "original-request": first.requestId });
});

test("a key is 255 characters at most, and means nothing to a GET", async () => {
  const { stripe } = await openStripe();
  await refusal(stripe.paymentIntents.create(ticket, { idempotencyKey: "k".repeat(256) }));
  const { id } = await stripe.paymentIntents.create(ticket, { idempotencyKey: "k".repeat(255) });
  const read = () => stripe.paymentIntents.retrieve(id, {}, key);
  await read();
  await stripe.paymentIntents.cancel(id);
  expect((await read()).status).toBe("canceled");
});

test("a decline is replayed, a new key tries again", async () => {
  const { stripe, double } = await openStripe();
  const { id } = await stripe.paymentIntents.create(ticket);
  const decline = () => stripe.paymentIntents.confirm(id, { payment_method: "pm_card_chargeDeclined" }, key);
  const [first, second] = [await refusal(decline()), await refusal(decline())];
  expect(second).toMatchObject({ statusCode: 402, charge: first.charge, code: "card_declined" });
  expect(double.ledger().charges).toHaveLength(1);
});

test.each([{ amount: 1 }, { colour: "red" }, { metadata: "x" }])(
  "refused parameters are not remembered: %j",
  async (bad) => {
    const { stripe } = await openStripe();
    await refusal(stripe.rawRequest("POST", "/v1/payment_intents", { ...ticket, ...bad }, key));
    expect((await stripe.paymentIntents.create(ticket, key)).amount).toBe(2500);
  },
);

test("a key is kept for a day on the clock, and no longer", async () => {
  const { stripe, clock } = await openStripe();
  const first = await stripe.paymentIntents.create(ticket, key);
  clock.advance(DAY_MS - 60_000);
  expect((await stripe.paymentIntents.create(ticket, key)).id).toBe(first.id);
  clock.advance(120_000);
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
