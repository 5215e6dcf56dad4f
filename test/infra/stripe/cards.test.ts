import { describe, expect, test } from "vitest";
import { openStripe, refusal, ticket } from "./opened-stripe.ts";

const eventTypes = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

// docs.stripe.com/testing: name, number, error code, decline code.
const declines = [
  ["pm_card_visa_chargeDeclined", "4000000000000002", "card_declined", "generic_decline"],
  ["pm_card_chargeDeclined", "4000000000000002", "card_declined", "generic_decline"],
  ["pm_card_visa_chargeDeclinedInsufficientFunds", "4000000000009995", "card_declined", "insufficient_funds"],
  ["pm_card_visa_chargeDeclinedLostCard", "4000000000009987", "card_declined", "lost_card"],
  ["pm_card_visa_chargeDeclinedStolenCard", "4000000000009979", "card_declined", "stolen_card"],
  ["pm_card_chargeDeclinedExpiredCard", "4000000000000069", "expired_card", "expired_card"],
  ["pm_card_chargeDeclinedIncorrectCvc", "4000000000000127", "incorrect_cvc", "incorrect_cvc"],
  ["pm_card_chargeDeclinedProcessingError", "4000000000000119", "processing_error", "processing_error"],
  ["pm_card_visa_chargeDeclinedVelocityLimitExceeded", "4000000000006975", "card_declined", "card_velocity_exceeded"],
  ["pm_card_radarBlock", "4100000000000019", "card_declined", "fraudulent"],
  ["pm_card_threeDSecureRequiredProcessingError", "4000008400001280", "processing_error", "processing_error"],
] as const;

describe.each(declines)("%s", (method, number, code, decline_code) => {
  test("is declined, and the same intent can be paid with another card", async () => {
    const { stripe, double } = await openStripe();
    const { id } = await stripe.paymentIntents.create(ticket);
    const declined = await refusal(stripe.paymentIntents.confirm(id, { payment_method: method }));
    expect(declined).toMatchObject({ type: "StripeCardError", rawType: "card_error", statusCode: 402 });
    expect(declined).toMatchObject({ code, decline_code, payment_method: { type: "card" } });
    expect(declined.payment_intent).toMatchObject({ id, status: "requires_payment_method", payment_method: null });

    const after = await stripe.paymentIntents.retrieve(id, { expand: ["latest_charge"] });
    expect(after.last_payment_error).toMatchObject({ type: "card_error", code, decline_code, charge: declined.charge });
    expect(after.last_payment_error?.doc_url).toContain(code.replaceAll("_", "-"));
    expect(after.latest_charge).toMatchObject({
      id: declined.charge,
      status: "failed",
      paid: false,
      failure_code: code,
      outcome: { reason: decline_code },
      payment_method_details: { card: { last4: number.slice(-4) } },
    });

    const paid = await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" });
    expect(paid).toMatchObject({ status: "succeeded", last_payment_error: null, amount_received: 2500 });
    expect(eventTypes(double.ledger().events)).toEqual([
      "payment_intent.created",
      "charge.failed",
      "payment_intent.payment_failed",
      "charge.succeeded",
      "payment_intent.succeeded",
    ]);
  });

  test("is declined in a browser's form, by its number", async () => {
    const { stripe, browser } = await openStripe();
    const { id, client_secret } = await stripe.paymentIntents.create(ticket);
    const data = { type: "card", card: { number, exp_month: "12", exp_year: "2034", cvc: "123" } };
    const form = { client_secret: client_secret ?? "", payment_method_data: data };
    const declined = await refusal(browser.rawRequest("POST", `/v1/payment_intents/${id}/confirm`, form));
    expect(declined).toMatchObject({ statusCode: 402, code, decline_code });
    expect(declined.payment_intent).not.toHaveProperty("metadata");
  });
});

test.each([
  ["pm_card_visa", "visa", "4242"],
  ["pm_card_visa_debit", "visa", "5556"],
  ["pm_card_mastercard", "mastercard", "4444"],
  ["pm_card_mastercard_debit", "mastercard", "8210"],
  ["pm_card_amex", "amex", "0005"],
  ["pm_card_discover", "discover", "1117"],
  ["pm_card_threeDSecureOptional", "visa", "3055"],
])("%s pays", async (payment_method, brand, last4) => {
  const { stripe } = await openStripe();
  const paid = await stripe.paymentIntents.create({
    ...ticket,
    confirm: true,
    payment_method,
    expand: ["latest_charge", "payment_method"],
  });
  expect(paid).toMatchObject({ status: "succeeded", payment_method: { card: { brand, last4 } } });
  expect(paid.latest_charge).toMatchObject({ status: "succeeded", outcome: { type: "authorized" } });
});

test("a number that no test card has is incorrect, and one from a server is refused", async () => {
  const { stripe, browser } = await openStripe();
  const { id, client_secret } = await stripe.paymentIntents.create(ticket);
  const confirm = (client: typeof stripe, number: string, secret: object) =>
    refusal(
      client.rawRequest("POST", `/v1/payment_intents/${id}/confirm`, {
        ...secret,
        payment_method_data: { type: "card", card: { number, exp_month: "12", exp_year: "2034", cvc: "123" } },
      }),
    );
  expect(await confirm(browser, "4242424242424241", { client_secret })).toMatchObject({
    statusCode: 402,
    code: "incorrect_number",
  });
  expect((await confirm(stripe, "4242424242424242", {})).message).toContain("Sending credit card numbers directly");
});

describe("3D Secure", () => {
  const returnUrl = "https://shop.example/done?order=1";

  /** An intent that waits for its customer. */
  const challenged = async (method = "pm_card_authenticationRequired", return_url: string | undefined = returnUrl) => {
    const opened = await openStripe();
    const { id } = await opened.stripe.paymentIntents.create(ticket);
    const asked = await opened.stripe.paymentIntents.confirm(id, {
      payment_method: method,
      ...(return_url && { return_url }),
    });
    expect(asked).toMatchObject({ status: "requires_action", latest_charge: null });
    const now = () => opened.stripe.paymentIntents.retrieve(id);
    return { ...opened, id, now, page: asked.next_action?.redirect_to_url?.url ?? "", asked };
  };
  const answer = (page: string, outcome: string) =>
    fetch(page, { method: "POST", body: `outcome=${outcome}`, redirect: "manual" });

  test.each(["pm_card_authenticationRequired", "pm_card_threeDSecureRequired", "pm_card_threeDSecure2Required"])(
    "is asked for %s; the customer passes, and is sent back",
    async (method) => {
      const { asked, id, page, now, double } = await challenged(method);
      expect(asked.next_action).toEqual({
        type: "redirect_to_url",
        redirect_to_url: { return_url: returnUrl, url: page },
      });
      expect(await (await fetch(page)).text()).toContain("$25.00");
      const back = new URL((await answer(page, "succeeded")).headers.get("location") ?? "");
      expect(Object.fromEntries(back.searchParams)).toEqual({
        order: "1",
        payment_intent: id,
        payment_intent_client_secret: asked.client_secret,
        redirect_status: "succeeded",
      });
      expect(await now()).toMatchObject({ status: "succeeded", next_action: null });
      expect(eventTypes(double.ledger().events).slice(1)).toEqual([
        "payment_intent.requires_action",
        "charge.succeeded",
        "payment_intent.succeeded",
      ]);
    },
  );

  test("is failed on the page: no charge, and the intent wants another card", async () => {
    const { page, now, stripe, id } = await challenged();
    expect((await answer(page, "failed")).headers.get("location")).toContain("redirect_status=failed");
    const failed = await now();
    expect(failed).toMatchObject({ status: "requires_payment_method", payment_method: null, latest_charge: null });
    expect(failed.last_payment_error).toMatchObject({ code: "payment_intent_authentication_failure" });
    expect((await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" })).status).toBe("succeeded");
  });

  test.each([
    ["succeeded", "succeeded"],
    ["failed", "requires_payment_method"],
  ] as const)("ends by control as by the page: %s", async (outcome, status) => {
    const { double, id, now } = await challenged();
    expect(double.settleIntent(id, outcome).status).toBe(status);
    expect((await now()).status).toBe(status);
  });

  test.each([
    ["pm_card_authenticationRequiredChargeDeclinedInsufficientFunds", "insufficient_funds"],
    ["pm_card_threeDSecureRequiredChargeDeclined", "generic_decline"],
  ])("passed, %s is declined after all", async (method, decline_code) => {
    const { page, now, double } = await challenged(method);
    await answer(page, "succeeded");
    const declined = await now();
    expect(declined).toMatchObject({ status: "requires_payment_method", last_payment_error: { decline_code } });
    expect(double.ledger().charges).toMatchObject([{ status: "failed" }]);
  });

  test("a page left open pays nothing once the intent is canceled or paid", async () => {
    const { page, stripe, id, double, now } = await challenged();
    await stripe.paymentIntents.cancel(id);
    expect((await answer(page, "succeeded")).status).toBe(400);
    expect((await now()).status).toBe("canceled");
    expect(double.ledger().charges).toEqual([]);
  });

  test("without a return_url is left to Stripe.js", async () => {
    const { stripe } = await openStripe();
    const pay = { ...ticket, confirm: true, payment_method: "pm_card_authenticationRequired" };
    expect((await stripe.paymentIntents.create(pay)).next_action).toMatchObject({ type: "use_stripe_sdk" });
  });

  test.each([{ off_session: true }, { error_on_requires_action: true }])("is a decline with %j", async (nobody) => {
    const { stripe } = await openStripe();
    const pay = { ...ticket, ...nobody, confirm: true, payment_method: "pm_card_authenticationRequired" };
    const declined = await refusal(stripe.paymentIntents.create(pay));
    expect(declined).toMatchObject({ statusCode: 402, code: "authentication_required" });
    expect(declined.payment_intent?.status).toBe("requires_payment_method");
  });
});
