import type Stripe from "stripe";
import { nulls } from "./nulls.ts";
import { object, oneOf, optional, type Parameters, required, text } from "./parameters.ts";
import { invalidRequest, StripeError } from "./stripe-error.ts";
import { type TestPaymentMethod, testCardNumbered, testPaymentMethod } from "./test-payment-methods.ts";
import type { Work } from "./work.ts";

/** A payment method together with the test name that says how it behaves. */
export type StoredMethod = { readonly id: string; readonly testName: string; readonly object: Stripe.PaymentMethod };

const cardData = object({
  token: optional(text()),
  number: optional(text()),
  exp_month: optional(text()),
  exp_year: optional(text()),
  cvc: optional(text()),
});
const billing = object({ name: optional(text()), email: optional(text()), phone: optional(text()) });
const dataShape = {
  type: required(oneOf("card")),
  card: required(cardData),
  billing_details: optional(billing),
};
type MethodData = Parameters<typeof dataShape>;

/** `payment_method_data`, as Stripe.js sends it: a test token (`card[token]=tok_visa`) or a test card's number. */
export const paymentMethodData = object(dataShape);

/** Numbers may come from a browser's form only; a secret key that sends one is asked not to. */
export const refuseCardNumber = (data: MethodData | undefined): void => {
  if (data?.card.number === undefined) return;
  throw cardError(
    "Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that " +
      "map to the test card you are using, see https://stripe.com/docs/testing.",
  );
};

/** The named payment method, made on first use as Stripe does for `pm_card_…`; each use makes a new `pm_1…`. */
export const usePaymentMethod = (work: Work, name: string | undefined, data: MethodData | undefined): StoredMethod => {
  const testName = name ?? testNameOf(data);
  const known = work.records.methods.get(testName);
  if (known !== undefined) return known;
  const test = testPaymentMethod(testName);
  if (test === undefined) {
    throw invalidRequest(`No such PaymentMethod: '${testName}'`, "payment_method", "resource_missing");
  }
  const made = paymentMethod(work, test, data);
  return work.records.methods.put({ id: made.id, testName, object: made });
};

const testNameOf = (data: MethodData | undefined): string => {
  const { token = "", number } = data?.card ?? {};
  if (number === undefined) return token.startsWith("tok_") ? `pm_card_${token.slice("tok_".length)}` : token;
  const name = testCardNumbered(number.replaceAll(/[ -]/g, ""));
  if (name === undefined) throw cardError("Your card number is incorrect.", "incorrect_number");
  return name;
};

const cardError = (message: string, code?: string): StripeError =>
  new StripeError(402, "card_error", { message, code, param: code && "number" });

const paymentMethod = ({ newId, now }: Work, test: TestPaymentMethod, data?: MethodData): Stripe.PaymentMethod => {
  const { name = null, email = null, phone = null } = data?.billing_details ?? {};
  const address = nulls("city country line1 line2 postal_code state");
  const base = {
    id: newId("pm"),
    object: "payment_method" as const,
    allow_redisplay: "unspecified" as const,
    billing_details: { address, email, name, phone, tax_id: null },
    created: now,
    ...nulls("customer customer_account"),
    livemode: false,
    metadata: {},
  };
  return test.type === "card"
    ? { ...base, type: "card", card: cardOf(test) }
    : { ...base, type: "us_bank_account", us_bank_account: bankOf(test) };
};

const cardOf = ({ brand, funding, number }: TestPaymentMethod): Stripe.PaymentMethod.Card => ({
  brand,
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
  country: "US",
  display_brand: brand,
  exp_month: 12,
  exp_year: 2034,
  fingerprint: `test_${brand}_${number.slice(-4)}`,
  funding,
  generated_from: null,
  last4: number.slice(-4),
  networks: { available: [brand], preferred: null },
  regulated_status: "unregulated",
  three_d_secure_usage: { supported: true },
  wallet: null,
});

const bankOf = ({ brand, number }: TestPaymentMethod): Stripe.PaymentMethod.UsBankAccount => ({
  account_holder_type: "individual",
  account_type: "checking",
  bank_name: brand,
  financial_connections_account: null,
  fingerprint: `test_bank_${number.slice(-4)}`,
  last4: number.slice(-4),
  networks: { preferred: "ach", supported: ["ach"] },
  routing_number: "110000000",
  status_details: {},
});
