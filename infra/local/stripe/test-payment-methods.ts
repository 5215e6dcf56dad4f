/** What happens when one of Stripe's documented test payment methods is charged. */
type Behaviour =
  | { readonly kind: "succeeds" }
  | { readonly kind: "declines"; readonly decline: Decline }
  /** Asks the customer for 3D Secure; declined off session, where nobody can be asked. */
  | { readonly kind: "authenticates" }
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
  readonly last4: string;
  readonly type: "card" | "us_bank_account";
  readonly behaviour: Behaviour;
};

const decline = (code: string, decline_code: string, message: string): Decline => ({ code, decline_code, message });
const declined = (reason: string): Decline => decline("card_declined", reason, "Your card was declined.");

const card = (last4: string, behaviour: Behaviour, brand = "visa", funding: "credit" | "debit" = "credit") =>
  ({ brand, funding, last4, type: "card", behaviour }) as const;
const declining = (last4: string, reason: Decline) => card(last4, { kind: "declines", decline: reason });
const bank = { brand: "STRIPE TEST BANK", funding: "debit", type: "us_bank_account", last4: "6789" } as const;

const succeeds: Behaviour = { kind: "succeeds" };
const authenticates: Behaviour = { kind: "authenticates" };

const METHODS: Readonly<Record<string, TestPaymentMethod>> = {
  pm_card_visa: card("4242", succeeds),
  pm_card_visa_debit: card("5556", succeeds, "visa", "debit"),
  pm_card_mastercard: card("4444", succeeds, "mastercard"),
  pm_card_mastercard_debit: card("3222", succeeds, "mastercard", "debit"),
  pm_card_amex: card("8431", succeeds, "amex"),
  pm_card_discover: card("1117", succeeds, "discover"),
  pm_card_chargeDeclined: declining("0002", declined("generic_decline")),
  pm_card_visa_chargeDeclined: declining("0002", declined("generic_decline")),
  pm_card_chargeDeclinedInsufficientFunds: declining(
    "9995",
    decline("card_declined", "insufficient_funds", "Your card has insufficient funds."),
  ),
  pm_card_visa_chargeDeclinedInsufficientFunds: declining(
    "9995",
    decline("card_declined", "insufficient_funds", "Your card has insufficient funds."),
  ),
  pm_card_chargeDeclinedLostCard: declining("9987", declined("lost_card")),
  pm_card_visa_chargeDeclinedLostCard: declining("9987", declined("lost_card")),
  pm_card_chargeDeclinedStolenCard: declining("9979", declined("stolen_card")),
  pm_card_visa_chargeDeclinedStolenCard: declining("9979", declined("stolen_card")),
  pm_card_chargeDeclinedFraudulent: declining("0019", { ...declined("fraudulent"), blocked: true }),
  pm_card_radarBlock: declining("0019", { ...declined("fraudulent"), blocked: true }),
  pm_card_chargeDeclinedExpiredCard: declining(
    "0069",
    decline("expired_card", "expired_card", "Your card has expired."),
  ),
  pm_card_chargeDeclinedIncorrectCvc: declining(
    "0127",
    decline("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect."),
  ),
  pm_card_chargeDeclinedProcessingError: declining(
    "0119",
    decline(
      "processing_error",
      "processing_error",
      "An error occurred while processing your card. Try again in a little bit.",
    ),
  ),
  pm_card_chargeDeclinedVelocityLimitExceeded: declining("6975", declined("card_velocity_exceeded")),
  pm_card_authenticationRequired: card("3184", authenticates),
  pm_card_threeDSecureRequired: card("3220", authenticates),
  pm_card_threeDSecure2Required: card("3220", authenticates),
  pm_usBankAccount: { ...bank, behaviour: { kind: "delays" } },
  pm_usBankAccount_success: { ...bank, behaviour: { kind: "delays" } },
  pm_usBankAccount_processing: { ...bank, behaviour: { kind: "delays" } },
};

export const testPaymentMethod = (name: string): TestPaymentMethod | undefined =>
  Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;

export const authenticationRequired: Decline = decline(
  "authentication_required",
  "authentication_required",
  "Your card was declined. This transaction requires authentication.",
);
export const genericDecline = declined("generic_decline");
