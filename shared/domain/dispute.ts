import * as z from "zod";
import { derivedId } from "#domain/ids.ts";
import { amount } from "#domain/money.ts";
import type { Payment } from "#domain/payment.ts";
import { pendingRefunds, type Refund, refundsOf, statusByRefunds, withOutcome } from "#domain/refund.ts";

/**
 * As Stripe names them. `warning_…` are inquiries: the bank asks and has taken nothing; any other takes the money, and a
 * fee that is ours, at once. `won`: the money came back. `lost`: it went to the buyer, for good. `prevented`: it was paid
 * back before it became a dispute, which is a refund of its own.
 */
export const disputeStatuses = [
  "warning_needs_response",
  "warning_under_review",
  "warning_closed",
  "needs_response",
  "under_review",
  "won",
  "lost",
  "prevented",
] as const;
export const DisputeStatus = z.enum(disputeStatuses);

/** What the bank of who paid says against a payment. */
export const Dispute = z.object({
  /** Stripe's. */
  disputeId: z.string(),
  amount,
  reason: z.string().max(100),
  status: DisputeStatus,
  /** Until when Stripe takes evidence; absent if it takes none. */
  evidenceDueBy: z.string().optional(),
  /** When we heard of it; of an inquiry that became a dispute, when it did. */
  openedAt: z.string(),
  closedAt: z.string().optional(),
});
export type Dispute = z.infer<typeof Dispute>;

/** So many are kept: a bank disputes a payment once, now and then twice. */
export const maxDisputes = 20;

/** A dispute as Stripe has it now. */
export type DisputeAtStripe = Pick<Dispute, "disputeId" | "amount" | "reason" | "status" | "evidenceDueBy"> & {
  readonly currency: string;
};

const isClosed = ({ status }: Pick<Dispute, "status">) =>
  ["warning_closed", "won", "lost", "prevented"].includes(status);
export const isInquiry = ({ status }: Pick<Dispute, "status">) => status.startsWith("warning_");
const holdsMoney = (dispute: Pick<Dispute, "status">) => !isClosed(dispute) && !isInquiry(dispute);

type Disputed = Pick<Payment, "disputes">;
export const disputesOf = ({ disputes = [] }: Partial<Disputed>): readonly Dispute[] => disputes;

/** Whether a bank has taken money of it that may come back. */
export const isDisputed = (payment: Disputed) => disputesOf(payment).some(holdsMoney);

/** Whether money of it went back by a dispute, so that Stripe refunds nothing of it any more. */
export const isLost = (payment: Disputed) => disputesOf(payment).some(({ status }) => status === "lost");

type Step = {
  readonly payment: Payment;
  /** What people are told of it: of the last of the payment's disputes. */
  readonly tells: "opened" | "closed" | undefined;
};

/**
 * A payment after what a bank has done since; nothing if we know it all. The dispute comes last of the payment's: it is
 * what was changed. A lost one is final: what its money paid for has ended and may be somebody else's, whatever the bank
 * says later.
 *
 * While a bank holds money of it the payment is `disputed`, and each of its tickets is what `standingOf` says. Won, it is
 * what it was. Lost, the money is kept among its refunds, as a sum that went back by `dispute_lost`: so nothing can go
 * back twice, the tickets end as soon as nothing of the capture is left, and what is about to be sent and is not there
 * any more is not sent. An inquiry changes nothing: its payment can be refunded, which is how most of them end.
 */
export function withDispute(payment: Payment, told: DisputeAtStripe, at: string): Step | undefined {
  const known = disputesOf(payment).find(({ disputeId }) => disputeId === told.disputeId);
  const { currency, ...stated } = told;
  // Banks dispute what they charged; should one do so in its own money, all that is left is at stake.
  const amount = currency === payment.currency ? told.amount : leftOf(payment);
  if (known?.status === "lost" || (known && isSame(known, { ...stated, amount }))) return undefined;
  const others = disputesOf(payment).filter((dispute) => dispute !== known);
  if (others.length >= maxDisputes) throw new Error(`Payment ${payment.paymentId} has ${others.length} disputes`);
  const escalated = known && isInquiry(known) && holdsMoney(told);
  const dispute: Dispute = {
    ...stated,
    amount,
    openedAt: escalated || !known ? at : known.openedAt,
    ...(isClosed(told) && { closedAt: known?.closedAt ?? at }),
  };
  const noted = { ...payment, disputes: [...others, dispute] };
  const next = dispute.status === "lost" ? withLost(noted, dispute, at) : noted;
  const isNewlyClosed = isClosed(dispute) && !(known && isClosed(known));
  const isNewlyOpen = !isClosed(dispute) && (!known || escalated);
  return {
    payment: { ...next, status: isDisputed(next) ? "disputed" : statusWithout(next) },
    tells: isNewlyClosed ? "closed" : isNewlyOpen ? "opened" : undefined,
  };
}

const isSame = (known: Dispute, stated: Omit<DisputeAtStripe, "currency">) =>
  (["status", "amount", "reason", "evidenceDueBy"] as const).every((field) => known[field] === stated[field]);

type Money = Pick<Payment, "amount" | "refundedAmount" | "lines" | "refunds">;
const leftOf = ({ amount, refundedAmount }: Pick<Money, "amount" | "refundedAmount">) =>
  Math.max(0, amount - refundedAmount);

/** The id under which the money of a lost dispute is kept among a payment's refunds. */
export const lostRefundId = (paymentId: string, disputeId: string) =>
  derivedId("refund", paymentId, "dispute_lost", disputeId);

function withLost(payment: Payment, { disputeId, ...dispute }: Dispute, at: string): Payment {
  const refundId = lostRefundId(payment.paymentId, disputeId);
  // A bank may take back what had been paid back: of what was captured, no more than was left is gone.
  const amount = Math.min(dispute.amount, leftOf(payment));
  if (amount === 0) return payment;
  const lost: Refund = {
    ...{ refundId, amount, ticketIds: [], status: "pending" },
    ...{ reason: "dispute_lost", openedAt: at, attempt: 1 },
  };
  const gone = { status: "succeeded", settledAt: at } as const;
  const next = withOutcome({ ...payment, refunds: [...refundsOf(payment), lost] }, refundId, gone);
  const waiting = pendingRefunds(next);
  if (waiting.reduce((sum, { amount }) => sum + amount, 0) <= leftOf(next)) return next;
  return waiting.reduce((all, { refundId }) => withOutcome(all, refundId, { status: "refused", settledAt: at }), next);
}

/** What a captured payment is that nobody disputes. What was paid in vain goes back without a refund of its own. */
export function statusWithout(payment: Money): Payment["status"] {
  if (payment.lines.length > 0) return statusByRefunds(payment);
  return leftOf(payment) === 0 ? "refunded" : "completed";
}
