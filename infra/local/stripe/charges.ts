import type Stripe from "stripe";
import type { StoredMethod } from "./payment-methods.ts";
import type { Decline } from "./test-payment-methods.ts";
import type { Work } from "./work.ts";

type ChargeOutcome = { readonly status: "succeeded" | "pending" } | { readonly status: "failed"; decline: Decline };

/** The charge of one payment attempt: also a declined attempt leaves one. */
export const newCharge = (
  { newId, now }: Work,
  intent: Stripe.PaymentIntent,
  method: StoredMethod,
  outcome: ChargeOutcome,
): Stripe.Charge => {
  const id = newId("ch");
  const succeeded = outcome.status === "succeeded";
  const failure = outcome.status === "failed" ? outcome.decline : undefined;
  return {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: succeeded ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: succeeded ? newId("txn") : null,
    billing_details: method.object.billing_details,
    calculated_statement_descriptor: "STRIPE DOUBLE",
    captured: succeeded,
    created: now,
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(failure),
    paid: succeeded,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(method.object, intent.amount),
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: succeeded ? `https://pay.stripe.com/receipts/payment/${id}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: outcome.status,
    transfer_data: null,
    transfer_group: null,
  };
};

/** A pending charge, once the bank has answered. */
export const settledCharge = ({ newId }: Work, charge: Stripe.Charge, decline: Decline | undefined): Stripe.Charge =>
  decline === undefined
    ? {
        ...charge,
        status: "succeeded",
        paid: true,
        captured: true,
        amount_captured: charge.amount,
        balance_transaction: newId("txn"),
        receipt_url: `https://pay.stripe.com/receipts/payment/${charge.id}`,
      }
    : {
        ...charge,
        status: "failed",
        failure_code: decline.code,
        failure_message: decline.message,
        outcome: outcomeOf(decline),
      };

/** Stores a charge and says what became of it. */
export const recordCharge = (work: Work, charge: Stripe.Charge): Stripe.Charge => {
  work.records.charges.put(charge);
  work.emit(`charge.${charge.status}`, charge);
  return charge;
};

const outcomeOf = (decline: Decline | undefined): Stripe.Charge.Outcome => ({
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: networkStatus(decline),
  reason: decline?.decline_code ?? null,
  risk_level: decline?.blocked ? "highest" : "normal",
  risk_score: decline?.blocked ? 92 : 20,
  seller_message: decline === undefined ? "Payment complete." : "The bank did not accept the payment.",
  type: decline === undefined ? "authorized" : decline.blocked ? "blocked" : "issuer_declined",
});

const networkStatus = (decline: Decline | undefined): string => {
  if (decline === undefined) return "approved_by_network";
  return decline.blocked ? "not_sent_to_network" : "declined_by_network";
};

const detailsOf = (method: Stripe.PaymentMethod, amount: number): Stripe.Charge.PaymentMethodDetails => {
  const { card, us_bank_account: bank } = method;
  if (card === undefined) {
    const { account_holder_type = null, account_type = null, bank_name = null } = bank ?? {};
    const { fingerprint = null, last4 = null, routing_number = null } = bank ?? {};
    const account = { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number };
    return { type: "us_bank_account", us_bank_account: { ...account, payment_reference: null } };
  }
  const { brand, country, exp_month, exp_year, fingerprint, funding, last4, regulated_status } = card;
  return {
    type: "card",
    card: {
      amount_authorized: amount,
      authorization_code: null,
      brand,
      checks: card.checks,
      country,
      electronic_commerce_indicator: null,
      exp_month,
      exp_year,
      fingerprint,
      funding,
      installments: null,
      last4,
      mandate: null,
      network: brand,
      network_transaction_id: null,
      regulated_status,
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  };
};
