import * as z from "zod";
import { badField, Fault } from "#domain/fault.ts";
import { derivedId, id } from "#domain/ids.ts";
import { amount, currencies, formatMoney } from "#domain/money.ts";
import type { Payment } from "#domain/payment.ts";
import { maxTicketsPerOrder } from "#domain/ticket-type.ts";

/**
 * `pending`: decided and written down, its money not sent yet; its tickets let nobody in. `succeeded`: sent, its tickets
 * ended. `refused`: Stripe would not send it, nothing has changed. `failed`: the buyer's bank sent it back later; its
 * tickets have ended, the money is still owed.
 */
export const refundStatuses = ["pending", "succeeded", "refused", "failed"] as const;
/**
 * Who wanted it: the organizer, the buyer, the event that does not take place, somebody in Stripe's dashboard; or the
 * buyer's bank, which took the money itself: no refund of Stripe's, but as gone as one.
 */
export const refundReasons = ["requested", "by_buyer", "event_cancelled", "at_stripe", "dispute_lost"] as const;

export const Refund = z.object({
  refundId: id,
  amount,
  /** The tickets that end with it: none of a refund by amount, unless with it nothing of the capture is left. */
  ticketIds: z.array(id).max(maxTicketsPerOrder),
  status: z.enum(refundStatuses),
  reason: z.enum(refundReasons),
  openedAt: z.string(),
  /** When it stopped being pending. */
  settledAt: z.string().optional(),
  /** When we heard that a bank sent it back. */
  failedAt: z.string().optional(),
  /** Part of Stripe's idempotency key; it rises only when Stripe saved a 5xx for the former one. */
  attempt: z.int().min(1),
  /** Absent where nothing was charged, or Stripe had given everything back already. */
  stripeRefundId: z.string().optional(),
});
export type Refund = z.infer<typeof Refund>;

/** As many as people may ask for of one payment. */
export const maxRefunds = 40;

/** As many as are kept: what is made in Stripe's dashboard has happened, however many there are. */
export const mostRefundsKept = 200;

const isSettled = ({ status }: Refund) => status === "succeeded" || status === "failed";
const sumOf = (parts: readonly { readonly amount: number }[]) => parts.reduce((sum, { amount }) => sum + amount, 0);

export const refundsOf = ({ refunds = [] }: Partial<Pick<Payment, "refunds">>): readonly Refund[] => refunds;

export const pendingRefunds = (payment: Partial<Pick<Payment, "refunds">>) =>
  refundsOf(payment).filter(({ status }) => status === "pending");

export const findRefund = (payment: Pick<Payment, "refunds">, refundId: string) =>
  refundsOf(payment).find((refund) => refund.refundId === refundId);

type Lines = Pick<Payment, "lines" | "refunds">;
type Money = Lines & Pick<Payment, "amount">;

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

/** The tickets that have ended by a refund, whatever became of its money since. */
export const ticketsEnded = (payment: Lines) => ticketsOf(payment, "succeeded", "failed");

const isGoing = ({ status }: Refund) => status === "pending" || status === "succeeded";
/** Of a sum of money, whatever its tickets. */
export const isByAmount = ({ ticketIds }: Refund) => ticketIds.length === 0;

/** What of a capture no refund has given back, nor is about to: no refund takes more. */
export const amountLeft = (payment: Pick<Payment, "amount" | "refunds">) =>
  Math.max(0, payment.amount - sumOf(refundsOf(payment).filter(isGoing)));

/** What of a capture is owed to its buyer, though nobody is about to send it: a bank sent it back. */
export function amountOwed(payment: Money): number {
  const ended = ticketsEnded(payment);
  const isWhole = payment.lines.length > 0 && payment.lines.every(({ ticketId }) => ended.has(ticketId));
  return isWhole ? amountLeft(payment) : Math.min(amountLeft(payment), sumOf(linesOwedAgain(payment)));
}

/**
 * The tickets that are about to end: those a pending refund names, and all of them once the last of the capture is about
 * to go back and some of it goes by amount.
 */
export function ticketsGoing(payment: Money): ReadonlySet<string> {
  const pending = pendingRefunds(payment);
  const going = refundsOf(payment).filter(isGoing);
  const isLast = pending.length > 0 && payment.amount > 0 && amountLeft(payment) === 0 && going.some(isByAmount);
  return new Set(
    isLast ? payment.lines.map(({ ticketId }) => ticketId) : pending.flatMap(({ ticketIds }) => ticketIds),
  );
}

/** Whether money, or tickets that were free, can go back: it was captured for tickets and is not disputed. */
export const isRefundable = (payment: Money & Pick<Payment, "status">) =>
  payment.status === "completed" || payment.status === "partially_refunded"
    ? payment.lines.length > 0
    : payment.status === "refunded" && payment.lines.length > 0 && amountLeft(payment) > 0;

type Wish = Pick<Refund, "refundId" | "reason" | "openedAt"> & {
  /** All that are left, unless given. */
  readonly ticketIds?: readonly string[] | undefined;
  /** A sum instead of tickets, which they outlive until nothing of the capture is left. */
  readonly amount?: number | undefined;
};

/**
 * The payment with one more refund to be made. From this write on nobody else can refund the same tickets or the same
 * money, so that no more than was captured ever goes back. What a bank sent back can be sent again: of it only the money,
 * as its tickets have ended.
 *
 * A ticket is owed its line, as long as that much of the capture is left: what went back by amount is missing from the
 * tickets that are refunded last. All that is left is owed to whoever asks for all.
 */
export function openRefund(payment: Payment, { ticketIds, amount, ...wish }: Wish): Payment {
  if (!isRefundable(payment)) throw new Fault("not_refundable", `The payment is ${payment.status}.`);
  const refunds = refundsOf(payment);
  if (refunds.length >= maxRefunds) throw new Fault("not_refundable", "It was tried too often: look at it in Stripe.");
  const asked = amount === undefined ? ofTickets(payment, ticketIds) : byAmount(payment, amount);
  return { ...payment, refunds: [...refunds, { ...wish, ...asked, status: "pending", attempt: 1 }] };
}

type Asked = Pick<Refund, "amount" | "ticketIds">;

function ofTickets(payment: Payment, ticketIds: readonly string[] | undefined): Asked {
  const wanted = ticketIds && new Set(ticketIds);
  for (const [at, ticketId] of [...(wanted ?? [])].entries()) {
    if (payment.lines.some((line) => line.ticketId === ticketId)) continue;
    throw badField(`ticketIds[${at}]`, "not_of_payment", "this payment did not pay for it");
  }
  const open = new Set([...linesKept(payment), ...linesOwedAgain(payment)]);
  const lines = payment.lines.filter((line) => open.has(line) && (wanted?.has(line.ticketId) ?? true));
  const left = amountLeft(payment);
  if (wanted ? lines.length < wanted.size : lines.length === 0 && left === 0) {
    throw new Fault("not_refundable", "Of these tickets, some are refunded already or are being refunded.");
  }
  const owed = sumOf(lines);
  if (owed > 0 && left === 0) throw new Fault("not_refundable", "All of the money is going back already.");
  return { amount: wanted ? Math.min(owed, left) : left, ticketIds: lines.map(({ ticketId }) => ticketId) };
}

function byAmount(payment: Payment, amount: number): Asked {
  const { step } = currencies[payment.currency];
  if (amount % step !== 0) {
    throw badField("amount", "off_step", `must be a multiple of ${step} in ${payment.currency}`);
  }
  const left = amountLeft(payment);
  if (amount <= left) return { amount, ticketIds: [] };
  throw new Fault("not_refundable", `Of the payment, ${formatMoney(left, payment.currency)} is left.`);
}

type Outcome = Pick<Refund, "status" | "settledAt" | "failedAt" | "stripeRefundId">;

/** The payment after one of its refunds came to an end: what is given back, and its status, follow from all of them. */
export function withOutcome(payment: Payment, refundId: string, outcome: Outcome): Payment {
  const refunds = refundsOf(payment).map((refund) =>
    refund.refundId === refundId ? { ...refund, ...outcome } : refund,
  );
  const made = refunds.filter(({ status }) => status === "succeeded");
  const given = sumOf(made);
  const next = { ...payment, refunds, refundedAmount: given };
  const isLast = outcome.status === "succeeded" && payment.amount > 0 && given >= payment.amount;
  const ended = isLast && made.some(isByAmount) ? withAllEnded(next, refundId) : next;
  return payment.status === "disputed" ? ended : { ...ended, status: statusByRefunds(ended) };
}

/** Of a payment that went back by amount as well, the refund that leaves nothing of it ends the tickets that are left. */
function withAllEnded(payment: Payment, refundId: string): Payment {
  const ended = ticketsEnded(payment);
  const left = payment.lines.map(({ ticketId }) => ticketId).filter((ticketId) => !ended.has(ticketId));
  const refunds = refundsOf(payment).map((refund) =>
    refund.refundId === refundId ? { ...refund, ticketIds: [...refund.ticketIds, ...left] } : refund,
  );
  return { ...payment, refunds };
}

/** What a captured payment is by its refunds alone, and so its order. */
export function statusByRefunds(payment: Lines): "completed" | "partially_refunded" | "refunded" {
  if (!refundsOf(payment).some(isSettled)) return "completed";
  const ended = ticketsEnded(payment);
  return payment.lines.every(({ ticketId }) => ended.has(ticketId)) ? "refunded" : "partially_refunded";
}

/** The id under which a refund is kept that was made in Stripe's dashboard: once, however often Stripe tells of it. */
export const takenOverId = (paymentId: string, stripeRefundId: string) =>
  derivedId("refund", paymentId, "at_stripe", stripeRefundId);

/** The payment with a refund that was made in Stripe's dashboard: a sum that went back, whatever we were about to do. */
export function takenOver(
  payment: Payment,
  { stripeRefundId, amount }: { readonly stripeRefundId: string; readonly amount: number },
  at: string,
): Payment {
  const refundId = takenOverId(payment.paymentId, stripeRefundId);
  const refund: Refund = {
    ...{ refundId, amount, ticketIds: [], reason: "at_stripe" },
    ...{ status: "pending", openedAt: at, attempt: 1 },
  };
  const known = { ...payment, refunds: [...refundsOf(payment), refund] };
  return withOutcome(known, refundId, { status: "succeeded", settledAt: at, stripeRefundId });
}

/** The payment with the next try at a refund under another key of Stripe's. */
export const withNextAttempt = (payment: Payment, refundId: string): Payment => ({
  ...payment,
  refunds: refundsOf(payment).map((refund) =>
    refund.refundId === refundId ? { ...refund, attempt: refund.attempt + 1 } : refund,
  ),
});
