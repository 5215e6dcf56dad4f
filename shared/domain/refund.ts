import * as z from "zod";
import { badField, Fault } from "#domain/fault.ts";
import { derivedId, id } from "#domain/ids.ts";
import { amount } from "#domain/money.ts";
import type { Payment } from "#domain/payment.ts";
import { maxTicketsPerOrder } from "#domain/ticket-type.ts";

/**
 * `pending`: decided and written down, its money not sent yet. `succeeded`: sent, its tickets ended. `refused`: Stripe
 * would not send it, nothing has changed. `failed`: the buyer's bank sent it back later; the money is still owed.
 */
export const refundStatuses = ["pending", "succeeded", "refused", "failed"] as const;
/** Who wanted it: the organizer for these tickets, or the event that does not take place. */
export const refundReasons = ["requested", "event_cancelled"] as const;

export const Refund = z.object({
  refundId: id,
  amount,
  ticketIds: z.array(id).min(1).max(maxTicketsPerOrder),
  status: z.enum(refundStatuses),
  reason: z.enum(refundReasons),
  openedAt: z.string(),
  /** When it stopped being pending. */
  settledAt: z.string().optional(),
  /** Part of Stripe's idempotency key; it rises only when Stripe saved a 5xx for the former one. */
  attempt: z.int().min(1),
  /** Absent where nothing was charged, or Stripe had given everything back already. */
  stripeRefundId: z.string().optional(),
});
export type Refund = z.infer<typeof Refund>;

/** As many as are kept on a payment. Each that Stripe did not refuse takes a ticket: only refused ones add up. */
export const maxRefunds = 40;

/** The refund a cancelled event owes to a payment, however often it is looked at. */
export const cancellationRefundId = (paymentId: string) => derivedId("refund", paymentId, "event_cancelled");

const hasTaken = ({ status }: Refund) => status !== "refused";
const isSettled = ({ status }: Refund) => status === "succeeded" || status === "failed";
const sumOf = (parts: readonly { readonly amount: number }[]) => parts.reduce((sum, { amount }) => sum + amount, 0);

export const refundsOf = ({ refunds = [] }: Partial<Pick<Payment, "refunds">>): readonly Refund[] => refunds;

export const pendingRefunds = (payment: Partial<Pick<Payment, "refunds">>) =>
  refundsOf(payment).filter(({ status }) => status === "pending");

export const findRefund = (payment: Pick<Payment, "refunds">, refundId: string) =>
  refundsOf(payment).find((refund) => refund.refundId === refundId);

/** The lines of a payment that no refund has taken, nor is about to. */
export function linesKept(payment: Pick<Payment, "lines" | "refunds">) {
  const taken = new Set(
    refundsOf(payment)
      .filter(hasTaken)
      .flatMap(({ ticketIds }) => ticketIds),
  );
  return payment.lines.filter(({ ticketId }) => !taken.has(ticketId));
}

/** Whether money, or tickets that were free, can go back: it was captured for tickets and is not disputed. */
export const isRefundable = (payment: Pick<Payment, "status" | "lines">) =>
  (payment.status === "completed" || payment.status === "partially_refunded") && payment.lines.length > 0;

type Wish = Pick<Refund, "refundId" | "reason" | "openedAt"> & {
  /** All that are left, unless given. */
  readonly ticketIds?: readonly string[] | undefined;
};

/**
 * The payment with one more refund to be made, of the lines of these tickets; all lines together are the whole capture.
 * From this write on nobody else can refund the same tickets, so that no more than was captured ever goes back.
 */
export function openRefund(payment: Payment, { ticketIds, ...wish }: Wish): Payment {
  if (!isRefundable(payment)) throw new Fault("not_refundable", `The payment is ${payment.status}.`);
  const wanted = ticketIds && new Set(ticketIds);
  for (const [at, ticketId] of [...(wanted ?? [])].entries()) {
    if (payment.lines.some((line) => line.ticketId === ticketId)) continue;
    throw badField(`ticketIds[${at}]`, "not_of_payment", "this payment did not pay for it");
  }
  const lines = linesKept(payment).filter(({ ticketId }) => wanted?.has(ticketId) ?? true);
  if (lines.length === 0 || (wanted && lines.length < wanted.size)) {
    throw new Fault("not_refundable", "Of these tickets, some are refunded already or are being refunded.");
  }
  const refunds = refundsOf(payment);
  if (refunds.length >= maxRefunds) throw new Fault("not_refundable", "It was tried too often: look at it in Stripe.");
  const tickets = lines.map(({ ticketId }) => ticketId);
  const refund: Refund = { ...wish, amount: sumOf(lines), ticketIds: tickets, status: "pending", attempt: 1 };
  return { ...payment, refunds: [...refunds, refund] };
}

type Outcome = Pick<Refund, "status" | "settledAt" | "stripeRefundId">;

/** The payment after one of its refunds came to an end: what is given back, and its status, follow from all of them. */
export function withOutcome(payment: Payment, refundId: string, outcome: Outcome): Payment {
  const refunds = refundsOf(payment).map((refund) =>
    refund.refundId === refundId ? { ...refund, ...outcome } : refund,
  );
  const ended = new Set(refunds.filter(isSettled).flatMap(({ ticketIds }) => ticketIds));
  const isWhole = payment.lines.every(({ ticketId }) => ended.has(ticketId));
  return {
    ...payment,
    refunds,
    refundedAmount: sumOf(refunds.filter(({ status }) => status === "succeeded")),
    ...(ended.size > 0 && { status: isWhole ? ("refunded" as const) : ("partially_refunded" as const) }),
  };
}

/** The payment with the next try at a refund under another key of Stripe's. */
export const withNextAttempt = (payment: Payment, refundId: string): Payment => ({
  ...payment,
  refunds: refundsOf(payment).map((refund) =>
    refund.refundId === refundId ? { ...refund, attempt: refund.attempt + 1 } : refund,
  ),
});
