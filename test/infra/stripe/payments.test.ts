import Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { API_VERSION } from "#infra/local/stripe/api-version.ts";
import { openStripe, refusal, ticket } from "./opened-stripe.ts";

test("the double speaks the version the installed client pins", () => {
  expect(Stripe.API_VERSION).toBe(API_VERSION);
});

describe("a payment intent", () => {
  test("is made, confirmed and retrieved with its charge", async () => {
    const { stripe, clock } = await openStripe();
    const made = await stripe.paymentIntents.create({
      ...ticket,
      metadata: { orderId: "o-1" },
      description: "Two tickets",
      receipt_email: "ana@example.com",
    });
    expect(made).toMatchObject({ status: "requires_payment_method", amount: 2500, latest_charge: null });
    expect(made.client_secret?.startsWith(`${made.id}_secret_`)).toBe(true);
    expect(Math.abs(made.created - clock.now() / 1000)).toBeLessThan(60);

    const paid = await stripe.paymentIntents.confirm(made.id, { payment_method: "pm_card_visa" });
    expect(paid).toMatchObject({ status: "succeeded", amount_received: 2500, metadata: { orderId: "o-1" } });

    const { latest_charge } = await stripe.paymentIntents.retrieve(made.id, { expand: ["latest_charge"] });
    expect(latest_charge).toMatchObject({ object: "charge", paid: true, amount_captured: 2500, currency: "usd" });
    const charge = await stripe.charges.retrieve(String(paid.latest_charge));
    expect(charge.payment_method_details?.card).toMatchObject({ brand: "visa", last4: "4242" });
  });

  test("is paid in the request that makes it", async () => {
    const { stripe } = await openStripe();
    const paid = await stripe.paymentIntents.create({ ...ticket, confirm: true, payment_method: "pm_card_mastercard" });
    expect(paid.status).toBe("succeeded");
    expect(paid.payment_method).toMatch(/^pm_1/);
  });

  test("waits for confirmation when it was given a payment method", async () => {
    const { stripe } = await openStripe();
    const made = await stripe.paymentIntents.create({ ...ticket, payment_method: "pm_card_visa" });
    expect(made.status).toBe("requires_confirmation");
    expect((await stripe.paymentIntents.confirm(made.id)).status).toBe("succeeded");
  });

  test("paid from a bank account is processing until the bank answers", async () => {
    const { stripe, control } = await openStripe();
    const pay = () =>
      stripe.paymentIntents.create({
        amount: 2500,
        currency: "usd",
        allowed_payment_method_types: ["card", "us_bank_account"],
        confirm: true,
        payment_method: "pm_usBankAccount",
      });
    const [cleared, bounced] = [await pay(), await pay()];
    expect(cleared.status).toBe("processing");
    expect((await refusal(stripe.paymentIntents.cancel(cleared.id))).code).toBe("payment_intent_unexpected_state");

    await control(`/_double/intents/${cleared.id}/settle`, { outcome: "succeeded" });
    await control(`/_double/intents/${bounced.id}/settle`, { outcome: "failed" });
    const after = await stripe.paymentIntents.retrieve(cleared.id, { expand: ["latest_charge"] });
    expect(after).toMatchObject({ status: "succeeded", latest_charge: { status: "succeeded", captured: true } });
    expect((await stripe.paymentIntents.retrieve(bounced.id)).status).toBe("requires_payment_method");
  });

  test("is canceled once, and never when it is paid", async () => {
    const { stripe } = await openStripe();
    const { id } = await stripe.paymentIntents.create(ticket);
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: "abandoned" });
    expect(canceled).toMatchObject({ status: "canceled", cancellation_reason: "abandoned" });
    const again = await refusal(stripe.paymentIntents.cancel(id));
    expect(again).toMatchObject({ statusCode: 400, code: "payment_intent_unexpected_state" });
    expect(again.payment_intent).toMatchObject({ id, status: "canceled" });
    const late = await refusal(stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" }));
    expect(late).toMatchObject({ code: "payment_intent_unexpected_state", param: "payment_method" });

    const paid = await stripe.paymentIntents.create({ ...ticket, confirm: true, payment_method: "pm_card_visa" });
    const refused = await refusal(stripe.paymentIntents.cancel(paid.id));
    expect(refused.message).toContain("You cannot cancel this PaymentIntent because it has a status of succeeded.");
  });

  test("is listed, newest first, page by page", async () => {
    const { stripe } = await openStripe();
    const ids: string[] = [];
    for (let count = 0; count < 3; count++) ids.unshift((await stripe.paymentIntents.create(ticket)).id);
    const listed: string[] = [];
    for await (const intent of stripe.paymentIntents.list({ limit: 1 })) listed.push(intent.id);
    expect(listed).toEqual(ids);
  });
});

test("a browser confirms with the publishable key and the client secret, and sees less", async () => {
  const { stripe, browser } = await openStripe();
  const { id, client_secret } = await stripe.paymentIntents.create({ ...ticket, metadata: { orderId: "o-1" } });
  const secret = { client_secret: client_secret ?? "" };
  const data = { payment_method_data: { type: "card", card: { token: "tok_visa" } } };
  const paid = await browser.rawRequest("POST", `/v1/payment_intents/${id}/confirm`, { ...secret, ...data });
  expect(paid).toMatchObject({ id, status: "succeeded" });
  const seen = await browser.paymentIntents.retrieve(id, secret);
  expect(seen.status).toBe("succeeded");
  expect(seen).not.toHaveProperty("metadata");
  expect(seen).not.toHaveProperty("latest_charge");

  const wrong = await refusal(browser.paymentIntents.retrieve(id, { client_secret: `${id}_secret_guess` }));
  expect(wrong).toMatchObject({ statusCode: 400, code: "payment_intent_invalid_parameter" });
  expect((await refusal(browser.paymentIntents.retrieve(id))).code).toBe("parameter_missing");
  expect(await refusal(browser.paymentIntents.create(ticket))).toMatchObject({
    statusCode: 401,
    code: "secret_key_required",
  });
});
