import type { Disputing } from "./disputes.ts";

/** What happens when one of Stripe's documented test payment methods is charged. */
type Behaviour =
  | { readonly kind: "succeeds" }
  | { readonly kind: "declines"; readonly decline: Decline }
  /** Asks the customer for 3D Secure; declined off session, where nobody can be asked, and some cards even after it. */
  | { readonly kind: "authenticates"; readonly thenDeclines?: Decline }
  /** A bank debit: `processing` until somebody settles it. */
  | { readonly kind: "delays" };

export type Decline = {
  readonly code: string;
  readonly decline_code: string;
  readonly message: string;
  readonly blocked?: true;
};

export type TestPaymentMethod = {
  readonly brand: string;
  readonly funding: "credit" | "debit";
  readonly number: string;
  readonly type: "card" | "us_bank_account";
  readonly behaviour: Behaviour;
  /** What becomes of its refunds some time later: `pending` ones succeed, others fail after they had succeeded. */
  readonly refunds?: "pend" | "fail";
  /** What the customer's bank does once it is charged. */
  readonly disputes?: Disputing;
};

const declined = (decline_code: string, message = "Your card was declined.", code = "card_declined"): Decline => ({
  code,
  decline_code,
  message,
});
const refused = (code: string, message: string): Decline => declined(code, message, code);

export const genericDecline = declined("generic_decline");
export const authenticationRequired = refused(
  "authentication_required",
  "Your card was declined. This transaction requires authentication.",
);
const insufficientFunds = declined("insufficient_funds", "Your card has insufficient funds.");
const incorrectCvc = refused("incorrect_cvc", "Your card's security code is incorrect.");
const processingError = refused(
  "processing_error",
  "An error occurred while processing your card. Try again in a little bit.",
);

const card = (number: string, more: Partial<TestPaymentMethod> = {}): TestPaymentMethod => ({
  brand: "visa",
  funding: "credit",
  number,
  type: "card",
  behaviour: { kind: "succeeds" },
  ...more,
});
const declining = (number: string, decline: Decline) => card(number, { behaviour: { kind: "declines", decline } });
const asking = (number: string, thenDeclines?: Decline) =>
  card(number, { behaviour: { kind: "authenticates", ...(thenDeclines && { thenDeclines }) } });
const account: TestPaymentMethod = {
  brand: "STRIPE TEST BANK",
  funding: "debit",
  number: "000123456789",
  type: "us_bank_account",
  behaviour: { kind: "delays" },
};

/** By the name docs.stripe.com/testing gives them, which a few spell in two ways. */
const METHODS: Readonly<Record<string, TestPaymentMethod>> = {
  pm_card_visa: card("4242424242424242"),
  pm_card_visa_debit: card("4000056655665556", { funding: "debit" }),
  pm_card_mastercard: card("5555555555554444", { brand: "mastercard" }),
  pm_card_mastercard_debit: card("5200828282828210", { brand: "mastercard", funding: "debit" }),
  pm_card_amex: card("378282246310005", { brand: "amex" }),
  pm_card_discover: card("6011111111111117", { brand: "discover" }),
  pm_card_chargeDeclined: declining("4000000000000002", genericDecline),
  pm_card_chargeDeclinedInsufficientFunds: declining("4000000000009995", insufficientFunds),
  pm_card_chargeDeclinedLostCard: declining("4000000000009987", declined("lost_card")),
  pm_card_chargeDeclinedStolenCard: declining("4000000000009979", declined("stolen_card")),
  pm_card_chargeDeclinedVelocityLimitExceeded: declining("4000000000006975", declined("card_velocity_exceeded")),
  pm_card_chargeDeclinedExpiredCard: declining("4000000000000069", refused("expired_card", "Your card has expired.")),
  pm_card_chargeDeclinedIncorrectCvc: declining("4000000000000127", incorrectCvc),
  pm_card_chargeDeclinedProcessingError: declining("4000000000000119", processingError),
  pm_card_radarBlock: declining("4100000000000019", { ...declined("fraudulent"), blocked: true }),
  pm_card_chargeDeclinedFraudulent: declining("4100000000000019", { ...declined("fraudulent"), blocked: true }),
  pm_card_authenticationRequired: asking("4000002760003184"),
  pm_card_authenticationRequiredChargeDeclinedInsufficientFunds: asking("4000008260003178", insufficientFunds),
  pm_card_threeDSecureRequired: asking("4000000000003220"),
  pm_card_threeDSecure2Required: asking("4000000000003220"),
  pm_card_threeDSecureRequiredChargeDeclined: asking("4000008400001629", genericDecline),
  pm_card_threeDSecureRequiredProcessingError: declining("4000008400001280", processingError),
  pm_card_threeDSecureOptional: card("4000000000003055"),
  pm_card_pendingRefund: card("4000000000007726", { refunds: "pend" }),
  pm_card_refundFail: card("4000000000005126", { refunds: "fail" }),
  pm_card_createDispute: card("4000000000000259", { disputes: { reason: "fraudulent" } }),
  pm_card_createDisputeProductNotReceived: card("4000000000002685", { disputes: { reason: "product_not_received" } }),
  pm_card_createDisputeInquiry: card("4000000000001976", { disputes: { reason: "fraudulent", isInquiry: true } }),
  pm_usBankAccount: account,
  pm_usBankAccount_success: account,
  pm_usBankAccount_processing: account,
};

export const testPaymentMethod = (name: string): TestPaymentMethod | undefined => {
  const known = name.replace("pm_card_visa_chargeDeclined", "pm_card_chargeDeclined");
  return Object.hasOwn(METHODS, known) ? METHODS[known] : undefined;
};

/** The name of the test card with this number. */
export const testCardNumbered = (number: string): string | undefined =>
  Object.keys(METHODS).find((name) => METHODS[name]?.number === number && METHODS[name].type === "card");
