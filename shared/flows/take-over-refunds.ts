import { orderOf, paidOf } from "#data/load-paid.ts";
import { settleRefund } from "#data/refund-payment.ts";
import { Fault } from "#domain/fault.ts";
import { findRefund, mostRefundsKept, refundsOf, takenOver, takenOverId } from "#domain/refund.ts";
import { paymentRefunded } from "#events/facts/payment-refunded.ts";
import type { Shell } from "#flows/shell.ts";
import { log } from "#platform/log.ts";
import type { RefundAtStripe } from "#platform/stripe-refund.ts";

/** Rounds of reading again what somebody else changed meanwhile. */
const rounds = 10;

/**
 * Writes down the refunds of a payment that somebody made in Stripe's dashboard, each once: its tickets stay valid until
 * nothing of the capture is left. `atStripe` was asked for after the payment was stored: what is none of its refunds in
 * the payment as it is then, is nobody's of ours.
 */
export async function takeOverRefunds(
  paymentId: string,
  atStripe: readonly RefundAtStripe[],
  shell: Shell,
): Promise<void> {
  for (const made of atStripe) if (made.outcome === "sent") await takeOver(paymentId, made, shell);
}

async function takeOver(paymentId: string, made: RefundAtStripe, shell: Shell): Promise<void> {
  const { stripeRefundId, refundId, amount } = made;
  for (let round = 0; round < rounds; round++) {
    const paid = await paidOf(paymentId);
    const { payment } = paid;
    const isOurs = refundId !== undefined && findRefund(payment, refundId);
    if (isOurs || findRefund(payment, takenOverId(paymentId, stripeRefundId))) return;
    if (refundsOf(payment).length >= mostRefundsKept) {
      log("error", "flows/take-over-refunds", { paymentId, stripeRefundId, reason: "more refunds than are kept" });
      return;
    }
    log("warn", "flows/take-over-refunds", { paymentId, stripeRefundId, amount, reason: "made in Stripe's dashboard" });
    const next = takenOver(payment, made, shell.now.toISOString());
    const order = await orderOf(payment.orderId);
    if (await settleRefund({ ...paid, order }, next, shell.change(paymentRefunded))) return;
  }
  throw new Fault("busy");
}
