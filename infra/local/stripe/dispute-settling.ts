import type Stripe from "stripe";
import { book } from "./balance-transactions.ts";
import { announce, findDispute, withdraw } from "./disputes.ts";
import { invalidRequest } from "./stripe-error.ts";
import type { Work } from "./work.ts";

type Dispute = Stripe.Dispute;

/** What a bank makes of a dispute: `needs_response` turns an inquiry into one that takes the money. */
export const DISPUTE_OUTCOMES = ["needs_response", "under_review", "won", "lost", "warning_closed"] as const;
export type DisputeOutcome = (typeof DISPUTE_OUTCOMES)[number];

/** From where each is reached; what is closed stays closed. */
const FROM: Readonly<Record<DisputeOutcome, readonly string[]>> = {
  needs_response: ["warning_needs_response", "warning_under_review"],
  under_review: ["needs_response", "warning_needs_response"],
  won: ["needs_response", "under_review"],
  lost: ["needs_response", "under_review"],
  warning_closed: ["warning_needs_response", "warning_under_review"],
};

/** The bank decides, or the merchant does so for it. */
export const settleDispute = (work: Work, id: string, outcome: DisputeOutcome): Dispute => {
  const dispute = findDispute(work, id);
  const { status } = dispute;
  if (!FROM[outcome].includes(status)) throw invalidRequest(`The dispute is ${status}; it cannot become ${outcome}.`);
  const previous = { status };
  switch (outcome) {
    case "needs_response": {
      const withdrawn = withdraw(work, { ...dispute, status: outcome, is_charge_refundable: false });
      announce(work, "updated", withdrawn, { ...previous, is_charge_refundable: dispute.is_charge_refundable });
      return announce(work, "funds_withdrawn", withdrawn);
    }
    case "under_review": {
      const reviewed = status === "needs_response" ? outcome : "warning_under_review";
      return announce(work, "updated", { ...dispute, status: reviewed }, previous);
    }
    case "won": {
      const reinstated = reinstate(work, { ...dispute, status: outcome });
      announce(work, "closed", reinstated, previous);
      return announce(work, "funds_reinstated", reinstated);
    }
    case "lost":
    case "warning_closed":
      return announce(work, "closed", { ...dispute, status: outcome }, previous);
  }
};

/** The money comes back; the fee does not. */
const reinstate = (work: Work, dispute: Dispute): Dispute => {
  const description = `Chargeback reversal for ${dispute.charge}`;
  const { amount, currency, id: source } = dispute;
  const booked = book(work, "dispute_reversal", { amount, currency, source, description });
  return { ...dispute, balance_transactions: [...dispute.balance_transactions, booked] };
};
