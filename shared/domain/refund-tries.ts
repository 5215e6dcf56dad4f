import { derivedId } from "#domain/ids.ts";
import type { Payment } from "#domain/payment.ts";
import { maxRefunds, type Refund, refundsOf } from "#domain/refund.ts";

/** So many tries a cancelled event has, which is three weeks; what is left then is for people to try, and has room. */
const maxCancellations = 30;

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

/**
 * The refund whose money did not go back at this moment, if its organizer is to be told: of a cancelled event, which tries
 * again and again, the first that Stripe refused and the last.
 */
export function failureTold(payment: Pick<Payment, "refunds">, at: string): Refund | undefined {
  const failed = refundsOf(payment).findLast((refund) => failureOf(refund) === at);
  if (failed?.status !== "refused" || !isCancellation(failed)) return failed;
  const first = refundsOf(payment).find((refund) => isCancellation(refund) && refund.status === "refused");
  return failed === first || !mayTryAgain(payment) ? failed : undefined;
}

/** When it came to nothing, if it did. */
export const failureOf = ({ status, settledAt, failedAt }: Refund) => (status === "refused" ? settledAt : failedAt);
