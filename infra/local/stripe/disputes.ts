import type Stripe from "stripe";
import { book } from "./balance-transactions.ts";
import { checkStep } from "./currencies.ts";
import { EVIDENCE } from "./evidence.ts";
import { listing, retrieving } from "./lists.ts";
import { nulls } from "./nulls.ts";
import { optional, text } from "./parameters.ts";
import { invalidRequest, missingResource } from "./stripe-error.ts";
import type { Work } from "./work.ts";

type Dispute = Stripe.Dispute;

/** How a dispute begins: an inquiry takes no money yet, any other does at once. */
export type Disputing = {
  readonly reason: string;
  readonly isInquiry?: boolean | undefined;
  /** All that was not refunded, unless given. */
  readonly amount?: number | undefined;
};

/** The bank waits so long for evidence. */
const DUE_AFTER_SECONDS = 7 * 24 * 60 * 60;

/** A charge, by its own id or by that of the intent it paid. */
const chargeNamed = ({ records }: Work, id: string): Stripe.Charge => {
  const name = records.intents.get(id)?.latest_charge ?? id;
  const charge = records.charges.get(String(name));
  if (charge === undefined) throw missingResource("charge", id, "charge");
  return charge;
};

/** The customer's bank disputes a charge, and says so. */
export const openDispute = (work: Work, id: string, { reason, isInquiry = false, amount }: Disputing): Dispute => {
  const charge = chargeNamed(work, id);
  if (charge.status !== "succeeded") throw invalidRequest(`Charge ${id} is ${charge.status}: nobody disputes it.`);
  const disputed = amount ?? (charge.amount_captured - charge.amount_refunded || charge.amount_captured);
  checkStep(disputed, charge.currency);
  if (disputed > charge.amount_captured) throw invalidRequest(`Charge ${id} is over less.`, "amount");
  work.records.charges.put({ ...charge, disputed: true });
  const opened = newDispute(work, charge, { reason, isInquiry, amount: disputed });
  if (isInquiry) return announce(work, "created", opened);
  const withdrawn = withdraw(work, opened);
  announce(work, "created", withdrawn);
  return announce(work, "funds_withdrawn", withdrawn);
};

type Event = "created" | "updated" | "closed" | "funds_withdrawn" | "funds_reinstated";

/** Keeps a dispute as it is now, and says what happened to it. */
export const announce = (work: Work, event: Event, dispute: Dispute, previous?: object): Dispute => {
  work.emit(`charge.dispute.${event}`, work.records.disputes.put(dispute), previous);
  return dispute;
};

/** Takes the disputed amount, and Stripe's fee for it, out of the balance. */
export const withdraw = (work: Work, dispute: Dispute): Dispute => {
  const entry = { amount: -dispute.amount, currency: dispute.currency, source: dispute.id };
  const description = `Chargeback withdrawal for ${dispute.charge}`;
  const booked = book(work, "dispute", { ...entry, description, fee: work.fees.dispute });
  return { ...dispute, balance_transactions: [...dispute.balance_transactions, booked] };
};

const newDispute = (work: Work, charge: Stripe.Charge, how: Required<Disputing>): Dispute => {
  const { amount, reason, isInquiry } = how;
  const { brand = null } = charge.payment_method_details?.card ?? {};
  const card = { case_type: isInquiry ? "inquiry" : "chargeback", network_reason_code: isInquiry ? "33" : "10.4" };
  return {
    id: work.newId("du"),
    object: "dispute",
    amount,
    balance_transactions: [],
    charge: charge.id,
    created: work.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...EVIDENCE, customer_email_address: charge.receipt_email },
    evidence_details: {
      due_by: work.now + DUE_AFTER_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    ...nulls("intended_submission_method"),
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    ...(brand !== null && { payment_method_details: { card: { brand, network: brand, ...card }, type: "card" } }),
    reason,
    status: isInquiry ? "warning_needs_response" : "needs_response",
  };
};

/** «The charge you're attempting to refund has been charged back»: while that is open, and for good if it is lost. */
export const isChargedBack = ({ records }: Work, charge: Stripe.Charge): boolean =>
  records.disputes
    .all()
    .some((one) => one.charge === charge.id && ["needs_response", "under_review", "lost"].includes(one.status));

export const findDispute = ({ records }: Work, id: string): Dispute => {
  const dispute = records.disputes.get(id);
  if (dispute === undefined) throw missingResource("dispute", id, "dispute");
  return dispute;
};

/** Evidence that comes too late is told as such. */
const shown = (dispute: Dispute, { now }: Work): Dispute => {
  const { due_by: dueBy, submission_count: submitted } = dispute.evidence_details;
  const past_due = submitted === 0 && dueBy !== null && dueBy < now;
  return { ...dispute, evidence_details: { ...dispute.evidence_details, past_due } };
};

export const retrieveDispute = retrieving("dispute", "disputes", { shown });

const filters = { charge: optional(text()), payment_intent: optional(text()) };
export const listDisputes = listing(
  "dispute",
  "disputes",
  filters,
  (dispute, { charge, payment_intent: intent }) =>
    [dispute.charge, undefined].includes(charge) && [dispute.payment_intent, undefined].includes(intent),
  { shown },
);
