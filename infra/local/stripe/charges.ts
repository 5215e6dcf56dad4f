import type Stripe from "stripe";
import { book } from "./balance-transactions.ts";
import { feeOf } from "./fees.ts";
import { nulls } from "./nulls.ts";
import type { StoredMethod } from "./payment-methods.ts";
import type { Decline } from "./test-payment-methods.ts";
import type { Work } from "./work.ts";

type Charge = Stripe.Charge;

/** Stores the charge of one payment attempt, and says what became of it: also a declined attempt leaves one. */
export const recordCharge = (
  work: Work,
  intent: Stripe.PaymentIntent,
  method: StoredMethod,
  status: Stripe.Charge.Status,
  decline?: Decline,
): Charge => {
  const pending: Charge = {
    id: work.newId("ch"),
    object: "charge",
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    billing_details: method.object.billing_details,
    calculated_statement_descriptor: "STRIPE DOUBLE",
    captured: false,
    created: work.now,
    currency: intent.currency,
    description: intent.description,
    disputed: false,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    outcome: outcomeOf(decline),
    paid: false,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(method.object, intent.amount),
    radar_options: {},
    receipt_email: intent.receipt_email,
    refunded: false,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: "pending",
    ...nulls("application application_fee application_fee_amount balance_transaction customer failure_code"),
    ...nulls("failure_balance_transaction failure_message on_behalf_of receipt_number receipt_url review shipping"),
    ...nulls("source source_transfer statement_descriptor transfer_data transfer_group"),
  };
  return settleCharge(work, pending, status, decline);
};

/** Stores what became of a charge, and says so. */
export const settleCharge = (work: Work, charge: Charge, status: Stripe.Charge.Status, decline?: Decline): Charge => {
  const paid = status === "succeeded" && {
    amount_captured: charge.amount,
    balance_transaction: book(work, "charge", { ...moneyOf(charge), fee: feeOf(charge.amount, work.fees) }).id,
    captured: true,
    paid: true,
    receipt_url: `https://pay.stripe.com/receipts/payment/${charge.id}`,
  };
  const failed = decline && { failure_code: decline.code, failure_message: decline.message };
  const settled = work.records.charges.put({ ...charge, status, ...paid, ...failed, outcome: outcomeOf(decline) });
  work.emit(`charge.${status}`, settled);
  return settled;
};

const moneyOf = ({ amount, currency, id, description }: Charge) => ({ amount, currency, source: id, description });

const outcomeOf = (decline: Decline | undefined): Stripe.Charge.Outcome => ({
  ...nulls("advice_code network_advice_code network_decline_code"),
  network_status:
    decline === undefined ? "approved_by_network" : decline.blocked ? "not_sent_to_network" : "declined_by_network",
  reason: decline?.decline_code ?? null,
  risk_level: decline?.blocked ? "highest" : "normal",
  risk_score: decline?.blocked ? 92 : 20,
  seller_message: decline === undefined ? "Payment complete." : "The bank did not accept the payment.",
  type: decline === undefined ? "authorized" : decline.blocked ? "blocked" : "issuer_declined",
});

const detailsOf = (method: Stripe.PaymentMethod, amount: number): Stripe.Charge.PaymentMethodDetails => {
  const { card, us_bank_account: bank } = method;
  if (card === undefined) {
    const { account_holder_type = null, account_type = null, bank_name = null } = bank ?? {};
    const { fingerprint = null, last4 = null, routing_number = null } = bank ?? {};
    const account = { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number };
    return { type: "us_bank_account", us_bank_account: { ...account, payment_reference: null } };
  }
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4, regulated_status } = card;
  return {
    type: "card",
    card: {
      ...{ brand, checks, country, exp_month, exp_year, fingerprint, funding, last4, regulated_status },
      ...nulls("authorization_code electronic_commerce_indicator installments mandate network_transaction_id"),
      ...nulls("three_d_secure transaction_link_id wallet"),
      amount_authorized: amount,
      network: brand,
    },
  };
};
