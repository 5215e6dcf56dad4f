import type Stripe from "stripe";
import { book } from "./balance-transactions.ts";
import { asMoney, checkStep } from "./currencies.ts";
import { isChargedBack } from "./disputes.ts";
import type { Endpoint } from "./endpoint.ts";
import { metadata } from "./metadata.ts";
import { nulls } from "./nulls.ts";
import { integer, oneOf, optional, type Parameters, readParameters, text } from "./parameters.ts";
import { refundsOf, updateRefund } from "./refund-settling.ts";
import { invalidRequest, missingResource } from "./stripe-error.ts";
import type { Work } from "./work.ts";

const shape = {
  amount: optional(integer(1)),
  charge: optional(text()),
  metadata: optional(metadata),
  payment_intent: optional(text()),
  reason: optional(oneOf("duplicate", "fraudulent", "requested_by_customer")),
};
type Given = Parameters<typeof shape>;

/** `POST /v1/refunds`: of a charge, or of the charge that paid an intent; of all that is left of it unless an amount is given. */
export const createRefund: Endpoint = {
  method: "POST",
  path: "/v1/refunds",
  answers: "refund",
  prepare: ({ params }) => {
    const given = readParameters(shape, params);
    if (given.charge === undefined && given.payment_intent === undefined) {
      const message = "One of the following params should be provided for this request: payment_intent or charge.";
      throw invalidRequest(message, "payment_intent", "parameter_missing");
    }
    return (work) => refund(work, chargeOf(work, given), given);
  },
};

const chargeOf = (work: Work, { charge: chargeId, payment_intent: intentId }: Given): Stripe.Charge => {
  const id = intentId === undefined ? (chargeId ?? "") : paidChargeOf(work, intentId);
  const charge = work.records.charges.get(id);
  if (charge === undefined) throw missingResource("charge", id, "charge");
  if (chargeId !== undefined && chargeId !== charge.id)
    throw invalidRequest(`The charge ${chargeId} does not belong to the PaymentIntent ${intentId}.`, "charge");
  if (charge.status === "succeeded") return charge;
  throw invalidRequest(`Charge ${id} is not succeeded and cannot be refunded.`, "charge", "charge_not_refundable");
};

const paidChargeOf = (work: Work, intentId: string): string => {
  const intent = work.records.intents.get(intentId);
  if (intent === undefined) throw missingResource("payment_intent", intentId, "payment_intent");
  if (intent.status === "succeeded" && typeof intent.latest_charge === "string") return intent.latest_charge;
  const message = `This PaymentIntent (${intentId}) does not have a successful charge to refund.`;
  throw invalidRequest(message, "payment_intent");
};

const refund = (work: Work, charge: Stripe.Charge, given: Given): Stripe.Refund => {
  const left = charge.amount_captured - charge.amount_refunded;
  const { currency } = charge;
  if (isChargedBack(work, charge)) {
    const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`;
    throw invalidRequest(message, undefined, "charge_disputed");
  }
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, undefined, "charge_already_refunded");
  }
  const amount = given.amount ?? left;
  checkStep(amount, currency);
  if (amount > left) {
    const [wanted, possible] = [asMoney(amount, currency), asMoney(left, currency)];
    const message = `Refund amount (${wanted}) is greater than unrefunded amount on charge (${possible})`;
    throw invalidRequest(message, "amount");
  }
  const fate = refundsOf(work, charge.payment_method);
  const created = work.records.refunds.put(newRefund(work, charge, amount, given, fate === "pend"));
  takeFrom(work, charge, amount);
  work.emit("refund.created", created);
  // The card network gives every refund its reference a little later.
  updateRefund(work, created, { destination_details: destination(charge, "available") });
  if (fate !== undefined) work.settleLater(created);
  return created;
};

const takeFrom = (work: Work, charge: Stripe.Charge, amount: number): void => {
  const amount_refunded = charge.amount_refunded + amount;
  const refunded = amount_refunded === charge.amount_captured;
  const previous = { amount_refunded: charge.amount_refunded, ...(refunded && { refunded: false }) };
  work.emit("charge.refunded", work.records.charges.put({ ...charge, amount_refunded, refunded }), previous);
};

const newRefund = (
  work: Work,
  charge: Stripe.Charge,
  amount: number,
  given: Given,
  pending: boolean,
): Stripe.Refund => {
  const { currency } = charge;
  const id = work.newId("re");
  const description = "REFUND FOR CHARGE";
  const { id: transaction } = book(work, "refund", { amount: -amount, currency, source: id, description });
  return {
    id,
    object: "refund",
    amount,
    balance_transaction: transaction,
    charge: charge.id,
    created: work.now,
    currency,
    destination_details: destination(charge, "pending"),
    metadata: given.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(pending && { pending_reason: "processing" as const }),
    reason: given.reason ?? null,
    status: pending ? "pending" : "succeeded",
    ...nulls("customer customer_account receipt_number source_transfer_reversal transfer_reversal"),
  };
};

const destination = (charge: Stripe.Charge, status: "pending" | "available"): Stripe.Refund.DestinationDetails => {
  if (charge.payment_method_details?.card === undefined) {
    return { type: "us_bank_transfer", us_bank_transfer: { reference: null, reference_status: status } };
  }
  const card: Stripe.Refund.DestinationDetails.Card = {
    ...(status === "available" ? { reference: "8121124218492110" } : {}),
    reference_status: status,
    reference_type: "acquirer_reference_number",
    type: "refund",
  };
  return { card, type: "card" };
};
