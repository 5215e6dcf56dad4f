import { loadOrder, loadPayment } from "#data/load-order.ts";
import {
  cancellationRefundId,
  isByAmount,
  isRefundable,
  linesKept,
  mayTryAgain,
  pendingRefunds,
} from "#domain/refund.ts";
import { decideRefund } from "#flows/refund.ts";
import type { Shell } from "#flows/shell.ts";
import { log } from "#platform/log.ts";

/**
 * Decides that all of an order that is still to be paid back goes back, as its event does not take place. Its buyer is
 * told by the fact this writes down; the money follows by who makes refunds. Answers whether nothing is left to be done:
 * what is on its way may still be refused, and is decided anew then.
 */
export async function refundCancelled(orderId: string, shell: Shell): Promise<boolean> {
  const order = await loadOrder(orderId);
  if (order?.status === "pending") return false;
  if (order?.status !== "confirmed" && order?.status !== "partially_refunded") return true;
  const payment = order.paymentId === undefined ? undefined : await loadPayment(order.paymentId);
  if (!payment) return true;
  const pending = pendingRefunds(payment);
  // A sum that is on its way may be refused: only then is it known what is left.
  if (pending.some(isByAmount)) return false;
  if (linesKept(payment).length === 0) return pending.length === 0;
  // A dispute may be won.
  if (!isRefundable(payment)) return false;
  const { paymentId } = payment;
  if (!mayTryAgain(payment)) {
    log("error", "flows/refund-cancelled", { paymentId, reason: "refused too often: look at it in Stripe" });
    return true;
  }
  await decideRefund(paymentId, { refundId: cancellationRefundId(payment), reason: "event_cancelled" }, shell);
  return false;
}
