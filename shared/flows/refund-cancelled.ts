import { loadOrder, loadPayment } from "#data/load-order.ts";
import type { Payment } from "#domain/payment.ts";
import { amountOwed, isByAmount, isRefundable, linesKept, pendingRefunds } from "#domain/refund.ts";
import { cancellationRefundId, mayTryAgain } from "#domain/refund-tries.ts";
import type { Counted } from "#domain/tally.ts";
import { decideRefund } from "#flows/refund.ts";
import type { Shell } from "#flows/shell.ts";
import { log } from "#platform/log.ts";

/**
 * Decides that all of an order that is still to be paid back goes back, as its event does not take place. Its buyer is
 * told by the fact this writes down; the money follows by who makes refunds. Answers how the order stands, as long as it
 * is sold: what is on its way may still be refused, and is decided anew then.
 */
export async function refundCancelled(orderId: string, shell: Shell): Promise<Counted | undefined> {
  const order = await loadOrder(orderId);
  if (order?.status !== "confirmed" && order?.status !== "partially_refunded" && order?.status !== "refunded") {
    return undefined;
  }
  const payment = order.paymentId === undefined ? undefined : await loadPayment(order.paymentId);
  if (!payment) return undefined;
  const state = order.status === "refunded" ? ended(payment) : await decided(payment, shell);
  return { state, paid: payment.amount, returned: payment.refundedAmount };
}

/** All of it went back once; what a bank sent back since is for its organizer to send again. */
function ended(payment: Payment): Counted["state"] {
  if (amountOwed(payment) > 0) return "failed";
  return pendingRefunds(payment).length > 0 ? "pending" : "paidBack";
}

async function decided(payment: Payment, shell: Shell): Promise<Counted["state"]> {
  const { paymentId } = payment;
  // A sum that is on its way may be refused: only then is it known what is left. A dispute may be won.
  if (pendingRefunds(payment).some(isByAmount) || linesKept(payment).length === 0 || !isRefundable(payment)) {
    return "pending";
  }
  if (!mayTryAgain(payment)) {
    log("error", "flows/refund-cancelled", { paymentId, reason: "refused too often: look at it in Stripe" });
    return "failed";
  }
  await decideRefund(paymentId, { refundId: cancellationRefundId(payment), reason: "event_cancelled" }, shell);
  return "pending";
}
