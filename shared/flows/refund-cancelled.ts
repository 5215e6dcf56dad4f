import { loadOrder, loadPayment } from "#data/load-order.ts";
import { cancellationRefundId, isRefundable, linesKept } from "#domain/refund.ts";
import { decideRefund } from "#flows/refund.ts";
import type { Shell } from "#flows/shell.ts";

/**
 * Decides that all of an order that is still to be paid back goes back, as its event does not take place. Its buyer is
 * told by the fact this writes down; the money follows by who makes refunds.
 */
export async function refundCancelled(orderId: string, shell: Shell): Promise<void> {
  const order = await loadOrder(orderId);
  if (order?.status !== "confirmed" && order?.status !== "partially_refunded") return;
  const payment = order.paymentId === undefined ? undefined : await loadPayment(order.paymentId);
  if (!payment || !isRefundable(payment) || linesKept(payment).length === 0) return;
  const refundId = cancellationRefundId(payment.paymentId);
  await decideRefund(payment.paymentId, { refundId, reason: "event_cancelled" }, shell);
}
