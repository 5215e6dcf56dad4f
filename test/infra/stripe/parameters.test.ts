import { describe, expect, test } from "vitest";
import type { Opened } from "./opened-stripe.ts";
import { card, openStripe, refusal, ticket } from "./opened-stripe.ts";

const metadata = (keys: number) => Object.fromEntries(Array.from({ length: keys }, (_, key) => [`key${key}`, "value"]));

/** Refused before anything is done: Stripe's error in all its parts, and nothing made or changed. */
const refuses = async ({ stripe, double }: Opened, method: string, path: string, params?: object) => {
  const before = JSON.stringify(double.ledger());
  const error = await refusal(stripe.rawRequest(method, path, params as Record<string, unknown> | undefined));
  expect(error).toMatchObject({ type: "StripeInvalidRequestError", statusCode: 400 });
  expect(error.requestId).toMatch(/^req_/);
  expect(error.request_log_url).toContain(error.requestId);
  const page = error.code && `https://stripe.com/docs/error-codes/${error.code.replaceAll("_", "-")}`;
  expect(error.doc_url).toBe(page);
  expect(JSON.stringify(double.ledger())).toBe(before);
  return error;
};

describe("creating a payment intent", () => {
  test.each([
    ["amount", { amount: 50 }],
    ["amount", { amount: 99_999_999 }],
    ["currency", { currency: "EUR" }, { currency: "eur" }],
    ["allowed_payment_method_types", { allowed_payment_method_types: ["card"] }, { payment_method_types: ["card"] }],
    [
      "allowed_payment_method_types",
      { currency: "eur", allowed_payment_method_types: ["card", "us_bank_account"] },
      { payment_method_types: ["card"] },
    ],
    ["metadata", { metadata: { orderId: "o-1" } }],
    ["metadata", { metadata: { ["k".repeat(40)]: "v".repeat(500) } }],
    ["metadata", { metadata: metadata(50) }],
    ["metadata", { metadata: { kept: "1", empty: "" } }, { metadata: { kept: "1" } }],
    ["expand", { expand: ["latest_charge", "payment_method"] }, { latest_charge: null }],
  ])("takes %s: %j", async (_, given, made: object = given) => {
    const { stripe } = await openStripe();
    expect(await stripe.paymentIntents.create({ ...ticket, ...given })).toMatchObject(made);
  });

  test.each([
    [{ amount: undefined }, "amount", "parameter_missing", "Missing required param: amount."],
    [{ amount: "" }, "amount", "parameter_invalid_empty"],
    [{ amount: "many" }, "amount", "parameter_invalid_integer", "Invalid integer: many"],
    [{ amount: 10.5 }, "amount", "parameter_invalid_integer", "Invalid integer: 10.5"],
    [{ amount: "1e3" }, "amount", "parameter_invalid_integer"],
    [{ amount: [2500] }, "amount", "parameter_invalid_integer"],
    [{ amount: 0 }, "amount", "parameter_invalid_integer", "This value must be greater than or equal to 1."],
    [{ amount: -500 }, "amount", "parameter_invalid_integer"],
    [{ amount: 49 }, "amount", "amount_too_small", "Amount must be at least $0.50 usd"],
    [{ amount: 29, currency: "gbp" }, "amount", "amount_too_small"],
    [{ amount: 49, currency: "jpy" }, "amount", "amount_too_small"],
    [{ amount: 100_000_000 }, "amount", "amount_too_large", "Amount must be no more than $999,999.99"],
    [{ amount: 1001, currency: "kwd" }, "amount", "invalid_charge_amount"],
    [{ amount: 150, currency: "isk" }, "amount", "invalid_charge_amount"],
    [{ currency: undefined }, "currency", "parameter_missing"],
    [{ currency: "xxx" }, "currency", undefined],
    [{ currency: "" }, "currency", undefined],
    [{ currency: ["usd"] }, "currency", undefined],
    [{ allowed_payment_method_types: "card" }, "allowed_payment_method_types", undefined, "Invalid array"],
    [{ allowed_payment_method_types: ["cash"] }, "allowed_payment_method_types[0]", undefined],
    [{ allowed_payment_method_types: ["card", "ideal"] }, "allowed_payment_method_types[1]", undefined],
    [{ allowed_payment_method_types: [{ card: "1" }] }, "allowed_payment_method_types[0]", undefined],
    [{ allowed_payment_method_types: ["us_bank_account"], currency: "eur" }, "allowed_payment_method_types", undefined],
    [{ automatic_payment_methods: { enabled: true } }, "allowed_payment_method_types", "parameters_exclusive"],
    [{ automatic_payment_methods: { on: true } }, "automatic_payment_methods[on]", "parameter_unknown"],
    [{ payment_method_types: ["card"] }, "payment_method_types", "payment_method_types_no_longer_supported"],
    [{ metadata: "orderId" }, "metadata", undefined, "Invalid object"],
    [{ metadata: { order: { id: "1" } } }, "metadata[order]", undefined],
    [{ metadata: { ["k".repeat(41)]: "v" } }, `metadata[${"k".repeat(41)}]`, undefined],
    [{ metadata: { k: "v".repeat(501) } }, "metadata[k]", undefined],
    [{ metadata: metadata(51) }, "metadata", undefined],
    [{ expand: ["owner"] }, "expand", undefined, "This property cannot be expanded (owner)."],
    [{ expand: ["latest_charge.owner"] }, "expand", undefined],
    [{ expand: "latest_charge" }, "expand", undefined, "Invalid array"],
    [{ colour: "red" }, "colour", "parameter_unknown", "Received unknown parameter: colour"],
    [{ colour: "red", size: 1 }, "colour", "parameter_unknown", "Received unknown parameters: colour, size"],
    [{ orderId: { id: "1" } }, "orderId", "parameter_unknown"],
    [{ receipt_email: "nobody" }, "receipt_email", "email_invalid"],
    [{ confirm: "maybe" }, "confirm", undefined, "Invalid boolean: maybe"],
    [{ return_url: "https://shop.example" }, "return_url", undefined],
    [{ payment_method: "pm_unknown" }, "payment_method", "resource_missing"],
    [{ statement_descriptor_suffix: "x".repeat(23) }, "statement_descriptor_suffix", undefined],
    // What the double does not speak is refused, too: a payment never waits for its capture here.
    [{ capture_method: "manual" }, "capture_method", undefined],
  ])("refuses %j", async (given, param, code, message?: string) => {
    const error = await refuses(await openStripe(), "POST", "/v1/payment_intents", { ...ticket, ...given });
    expect(error.param).toBe(param);
    expect(error.code).toBe(code);
    if (message !== undefined) expect(error.message).toBe(message);
  });

  test("refuses a capture, an update and whatever else it does not speak by its address", async () => {
    const { stripe } = await openStripe();
    const { id } = await stripe.paymentIntents.create(ticket);
    for (const call of [
      stripe.paymentIntents.capture(id),
      stripe.paymentIntents.update(id, { amount: 5000 }),
      stripe.refunds.cancel("re_1"),
    ]) {
      const error = await refusal(call);
      expect(error.statusCode).toBe(404);
      expect(error.message).toContain("Unrecognized request URL");
    }
  });
});

describe("retrieving a payment intent", () => {
  test("takes its client secret, and expands", async () => {
    const { stripe } = await openStripe();
    const { id, client_secret } = await stripe.paymentIntents.create(ticket);
    const asked = { client_secret: client_secret ?? "", expand: ["latest_charge"] };
    expect(await stripe.paymentIntents.retrieve(id, asked)).toMatchObject({ id, metadata: {} });
  });

  test.each([
    ["client_secret=wrong", "client_secret"],
    ["expand[]=charges", "expand"],
    ["limit=1", "limit"],
  ])("refuses %s", async (query, param) => {
    const opened = await openStripe();
    const { id } = await opened.stripe.paymentIntents.create(ticket);
    expect((await refuses(opened, "GET", `/v1/payment_intents/${id}?${query}`)).param).toBe(param);
  });
});

describe("canceling a payment intent", () => {
  test.each(["duplicate", "fraudulent", "requested_by_customer", "abandoned", undefined] as const)(
    "takes cancellation_reason %s",
    async (reason) => {
      const { stripe, clock } = await openStripe();
      const { id } = await stripe.paymentIntents.create(ticket);
      const given = reason === undefined ? {} : { cancellation_reason: reason };
      const canceled = await stripe.paymentIntents.cancel(id, given);
      expect(canceled).toMatchObject({ status: "canceled", cancellation_reason: reason ?? null });
      expect(Math.abs((canceled.canceled_at ?? 0) - clock.now() / 1000)).toBeLessThan(60);
    },
  );

  test.each([
    [{ cancellation_reason: "bored" }, "cancellation_reason", undefined],
    [{ cancellation_reason: "" }, "cancellation_reason", undefined],
    [{ cancellation_reason: ["abandoned"] }, "cancellation_reason", undefined],
    [{ reason: "abandoned" }, "reason", "parameter_unknown"],
    [{ amount: 1 }, "amount", "parameter_unknown"],
  ])("refuses %j", async (given, param, code) => {
    const opened = await openStripe();
    const { id } = await opened.stripe.paymentIntents.create(ticket);
    const error = await refuses(opened, "POST", `/v1/payment_intents/${id}/cancel`, given);
    expect(error).toMatchObject({ param, code });
  });
});

describe("confirming a payment intent", () => {
  test.each([
    [{ payment_method: "pm_none" }, "payment_method", "resource_missing"],
    [{ payment_method: "" }, "payment_method", "parameter_invalid_empty"],
    [{ payment_method: "pm_usBankAccount" }, "payment_method", "payment_intent_incompatible_payment_method"],
    [{ payment_method_data: { type: "cash" } }, "payment_method_data[type]", undefined],
    [{ payment_method: "pm_card_visa", return_url: "shop" }, "return_url", "url_invalid"],
    [{ payment_method: "pm_card_visa", amount: 1 }, "amount", "parameter_unknown"],
    [{}, undefined, "payment_intent_unexpected_state"],
  ])("refuses %j", async (given, param, code) => {
    const opened = await openStripe();
    const { id } = await opened.stripe.paymentIntents.create(ticket);
    const error = await refuses(opened, "POST", `/v1/payment_intents/${id}/confirm`, given);
    expect(error.param).toBe(param);
    expect(error.code).toBe(code);
  });
});

describe("creating a refund", () => {
  const paid = async (currency = "usd") => {
    const opened = await openStripe();
    const pay = { amount: 5000, currency, ...card, confirm: true, payment_method: "pm_card_visa" };
    return { opened, payment_intent: (await opened.stripe.paymentIntents.create(pay)).id };
  };

  test.each([
    [{ metadata: { orderId: "o-1" } }],
    [{ metadata: "" }, { metadata: {} }],
    [{ amount: 1 }],
    [{ amount: 5000 }],
    [{ reason: "duplicate" }],
    [{ reason: "fraudulent" }],
    [{ reason: "requested_by_customer" }],
    [
      { expand: ["charge", "payment_intent"] },
      { charge: { object: "charge" }, payment_intent: { status: "succeeded" } },
    ],
  ] as const)("takes %j", async (given, made: object = given) => {
    const { opened, payment_intent } = await paid();
    const asked = { payment_intent, ...given } as object;
    expect(await opened.stripe.rawRequest("POST", "/v1/refunds", { ...asked })).toMatchObject(made);
  });

  test.each([
    [{ payment_intent: undefined }, "payment_intent", "parameter_missing"],
    [{ payment_intent: "" }, "payment_intent", "parameter_invalid_empty"],
    [{ payment_intent: ["pi_1"] }, "payment_intent", undefined],
    [{ charge: "" }, "charge", "parameter_invalid_empty"],
    [{ amount: 0 }, "amount", "parameter_invalid_integer"],
    [{ amount: 10.5 }, "amount", "parameter_invalid_integer"],
    [{ amount: 5001 }, "amount", undefined],
    [{ reason: "bored" }, "reason", undefined],
    [{ reason: "expired_uncaptured_charge" }, "reason", undefined],
    [{ metadata: "x" }, "metadata", undefined],
    [{ metadata: { k: "v".repeat(501) } }, "metadata[k]", undefined],
    [{ expand: ["customer"] }, "expand", undefined],
    [{ refund_everything: true }, "refund_everything", "parameter_unknown"],
  ])("refuses %j", async (given, param, code) => {
    const { opened, payment_intent } = await paid();
    const error = await refuses(opened, "POST", "/v1/refunds", { payment_intent, ...given });
    expect(error.param).toBe(param);
    expect(error.code).toBe(code);
  });

  test("in three-decimal currencies takes multiples of 10", async () => {
    const { opened, payment_intent } = await paid("kwd");
    expect((await refuses(opened, "POST", "/v1/refunds", { payment_intent, amount: 1234 })).param).toBe("amount");
    expect((await opened.stripe.refunds.create({ payment_intent, amount: 1230 })).amount).toBe(1230);
  });
});
