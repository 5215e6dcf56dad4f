import { expect, test } from "vitest";
import { card, clientOf, openStripe, refusal, ticket } from "./opened-stripe.ts";

test.each([
  ["usd", 50],
  ["jpy", 50],
  ["kwd", 1010],
  ["usd", 99_999_999],
])("takes %s %d", async (currency, amount) => {
  const { stripe } = await openStripe();
  expect(await stripe.paymentIntents.create({ amount, currency, ...card })).toMatchObject({ amount, currency });
});

test("the smallest amount is told in money", async () => {
  const { stripe } = await openStripe();
  const error = await refusal(stripe.paymentIntents.create({ ...ticket, amount: 10 }));
  expect(error.message).toBe("Amount must be at least $0.50 usd");
});

test("dynamic payment methods want a return_url unless they never redirect", async () => {
  const { stripe, double } = await openStripe();
  const pay = { amount: 2500, currency: "usd", confirm: true, payment_method: "pm_card_visa" };
  expect((await refusal(stripe.paymentIntents.create(pay))).message).toContain("you must provide a `return_url`");
  expect(double.ledger().intents).toEqual([]);
  const never = { enabled: true, allow_redirects: "never" } as const;
  expect((await stripe.paymentIntents.create({ ...pay, automatic_payment_methods: never })).status).toBe("succeeded");
  const away = await stripe.paymentIntents.create({ ...pay, return_url: "https://shop.example" });
  expect(away).toMatchObject({ status: "succeeded", payment_method_types: ["card", "link", "us_bank_account"] });
});

test("a card-only intent refuses a bank account", async () => {
  const { stripe, double } = await openStripe();
  const { id } = await stripe.paymentIntents.create(ticket);
  const error = await refusal(stripe.paymentIntents.confirm(id, { payment_method: "pm_usBankAccount" }));
  await refusal(stripe.paymentIntents.create({ ...ticket, confirm: true, payment_method: "pm_usBankAccount" }));
  expect(double.ledger().intents).toHaveLength(1);
  expect(error.code).toBe("payment_intent_incompatible_payment_method");
});

test("card numbers are not accepted", async () => {
  const { stripe } = await openStripe();
  const { id } = await stripe.paymentIntents.create(ticket);
  const data = { type: "card", card: { number: "4242424242424242", exp_month: "12", exp_year: "2034", cvc: "123" } };
  const raw = stripe.rawRequest("POST", `/v1/payment_intents/${id}/confirm`, { payment_method_data: data });
  expect(await refusal(raw)).toMatchObject({ statusCode: 402, type: "StripeCardError" });
});

test("keys are checked before anything else", async () => {
  const { double } = await openStripe();
  const wrong = await refusal(clientOf(double, "sk_test_somebody_else").paymentIntents.create(ticket));
  expect(wrong).toMatchObject({ type: "StripeAuthenticationError", statusCode: 401 });
  expect(wrong.message).toBe("Invalid API Key provided: sk_test_*********else");
  const none = await fetch(`${double.url}/v1/payment_intents`, { method: "POST", body: "amount=1" });
  expect(none.status).toBe(401);
  const basic = { authorization: `Basic ${Buffer.from("sk_test_double:").toString("base64")}` };
  expect((await fetch(`${double.url}/v1/refunds`, { headers: basic })).status).toBe(200);
});

test("what does not exist is a 404", async () => {
  const { stripe } = await openStripe();
  const intent = await refusal(stripe.paymentIntents.retrieve("pi_none"));
  expect(intent).toMatchObject({ statusCode: 404, code: "resource_missing", param: "intent" });
  expect(intent.message).toBe("No such payment_intent: 'pi_none'");
  expect((await refusal(stripe.charges.retrieve("ch_none"))).statusCode).toBe(404);
  expect((await refusal(stripe.refunds.retrieve("re_none"))).statusCode).toBe(404);
  expect((await refusal(stripe.events.retrieve("evt_none"))).statusCode).toBe(404);
  expect((await refusal(stripe.customers.list())).message).toContain("Unrecognized request URL (GET: /v1/customers)");
});

test("another API version is refused by name", async () => {
  const { double } = await openStripe();
  const headers = { authorization: "Bearer sk_test_double", "stripe-version": "2020-08-27" };
  const response = await fetch(`${double.url}/v1/events`, { headers });
  expect(response.status).toBe(400);
});

test("parameter names cannot reach a prototype", async () => {
  const { double } = await openStripe();
  const response = await fetch(`${double.url}/v1/payment_intents`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_double" },
    body: "amount=500&currency=usd&metadata[__proto__]=x&metadata[ok]=1",
  });
  expect(response.status).toBe(200);
  const { metadata } = (await response.json()) as { metadata: object };
  expect(Object.entries(metadata)).toEqual([
    ["__proto__", "x"],
    ["ok", "1"],
  ]);
});
