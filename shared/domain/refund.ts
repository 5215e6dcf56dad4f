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

/** As many as are kept on a payment. Only those Stripe refused, or a bank sent back, leave their tickets to others. */
export const maxRefunds = 40;

/** So many tries a cancelled event has, which is three weeks; what is left then is for people to try, and has room. */
const maxCancellations = 30;

const isSettled = ({ status }: Refund) => status === "succeeded" || status === "failed";
const sumOf = (parts: readonly { readonly amount: number }[]) => parts.reduce((sum, { amount }) => sum + amount, 0);

export const refundsOf = ({ refunds = [] }: Partial<Pick<Payment, "refunds">>): readonly Refund[] => refunds;

export const pendingRefunds = (payment: Partial<Pick<Payment, "refunds">>) =>
  refundsOf(payment).filter(({ status }) => status === "pending");

export const findRefund = (payment: Pick<Payment, "refunds">, refundId: string) =>
  refundsOf(payment).find((refund) => refund.refundId === refundId);

type Lines = Pick<Payment, "lines" | "refunds">;

const ticketsOf = (payment: Lines, ...statuses: readonly Refund["status"][]) =>
  new Set(
    refundsOf(payment)
      .filter(({ status }) => statuses.includes(status))
      .flatMap(({ ticketIds }) => ticketIds),
  );

/** The lines of a payment that no refund has taken, nor is about to: their tickets are their holders'. */
export function linesKept(payment: Lines) {
  const taken = ticketsOf(payment, "pending", "succeeded", "failed");
  return payment.lines.filter(({ ticketId }) => !taken.has(ticketId));
}

/** The lines whose money a bank sent back and nobody has sent again since. Their tickets have ended. */
export function linesOwedAgain(payment: Lines) {
  const [failed, made] = [ticketsOf(payment, "failed"), ticketsOf(payment, "pending", "succeeded")];
  return payment.lines.filter(({ ticketId }) => failed.has(ticketId) && !made.has(ticketId));
}

/** Whether money, or tickets that were free, can go back: it was captured for tickets and is not disputed. */
export const isRefundable = (payment: Lines & Pick<Payment, "status">) =>
  payment.status === "completed" || payment.status === "partially_refunded"
    ? payment.lines.length > 0
    : payment.status === "refunded" && linesOwedAgain(payment).length > 0;

const isCancellation = ({ reason }: Refund) => reason === "event_cancelled";

/** The refund that tells a buyer that the event is cancelled. Those after it are further tries at the same. */
export const firstCancellation = (payment: Pick<Payment, "refunds">) => refundsOf(payment).find(isCancellation);

/** The refund a cancelled event owes to a payment: the same until it is settled, however often it is looked at. */
export function cancellationRefundId(payment: Pick<Payment, "paymentId" | "refunds">): string {
  const settled = refundsOf(payment).filter((refund) => isCancellation(refund) && refund.status !== "pending");
  return derivedId("refund", payment.paymentId, "event_cancelled", String(settled.length + 1));
}

/** Whether a cancelled event may still try, or has done so too often. */
export const mayTryAgain = (payment: Pick<Payment, "refunds">) =>
  refundsOf(payment).length < maxRefunds && refundsOf(payment).filter(isCancellation).length < maxCancellations;

type Wish = Pick<Refund, "refundId" | "reason" | "openedAt"> & {
  /** All that are left, unless given. */
  readonly ticketIds?: readonly string[] | undefined;
};

/**
 * The payment with one more refund to be made, of the lines of these tickets; all lines together are the whole capture.
 * From this write on nobody else can refund the same tickets, so that no more than was captured ever goes back. What a
 * bank sent back can be sent again: of it only the money, as its tickets have ended.
 */
export function openRefund(payment: Payment, { ticketIds, ...wish }: Wish): Payment {
  if (!isRefundable(payment)) throw new Fault("not_refundable", `The payment is ${payment.status}.`);
  const wanted = ticketIds && new Set(ticketIds);
  for (const [at, ticketId] of [...(wanted ?? [])].entries()) {
    if (payment.lines.some((line) => line.ticketId === ticketId)) continue;
    throw badField(`ticketIds[${at}]`, "not_of_payment", "this payment did not pay for it");
  }
  const left = new Set([...linesKept(payment), ...linesOwedAgain(payment)]);
  const lines = payment.lines.filter((line) => left.has(line) && (wanted?.has(line.ticketId) ?? true));
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
