import { loadPayment } from "#data/load-order.ts";
import { paidOf } from "#data/load-paid.ts";
import { storeRefunds } from "#data/refund-payment.ts";
import { Fault } from "#domain/fault.ts";
import { findRefund, refundsOf, takenOverId, withOutcome } from "#domain/refund.ts";
import { refundFailed } from "#events/facts/refund-failed.ts";
import { notePaidBack } from "#flows/pay-back.ts";
import { ofOurs, settle } from "#flows/refund.ts";
import type { Shell } from "#flows/shell.ts";
import { takeOverRefunds } from "#flows/take-over-refunds.ts";
import { log } from "#platform/log.ts";
import { type RefundAtStripe, refundsAtStripe } from "#platform/stripe-refund.ts";

/** Rounds of reading again what somebody else changed meanwhile. */
const rounds = 10;

/**
 * Brings a payment's refunds to where they stand at Stripe: those a bank sent back after all, which are owed again, those
 * whose making we did not hear of, and those somebody made in Stripe's dashboard. What Stripe does not have is left to
 * those who make refunds.
 */
export async function noteRefunds(paymentId: string, shell: Shell): Promise<void> {
  const payment = await loadPayment(paymentId);
  if (!payment?.paymentIntentId) return;
  if (payment.lines.length === 0) return notePaidBack(payment, shell);
  const atStripe = await refundsAtStripe(payment.paymentIntentId);
  // What came back first, so that no sum is ever more than was captured.
  for (const made of atStripe) if (made.outcome === "failed") await noteFailure(paymentId, made, shell);
  // In the order they were opened, as whoever makes them does: it tells which of several was settled last.
  for (const { refundId } of refundsOf(payment)) {
    const made = ofOurs(atStripe, refundId);
    if (made) await settle(paymentId, refundId, made, shell);
  }
  await takeOverRefunds(paymentId, atStripe, shell);
}

async function noteFailure(paymentId: string, made: RefundAtStripe, shell: Shell): Promise<void> {
  const refundId = made.refundId ?? takenOverId(paymentId, made.stripeRefundId);
  for (let round = 0; round < rounds; round++) {
    const paid = await paidOf(paymentId);
    const refund = findRefund(paid.payment, refundId);
    if (refund?.status !== "succeeded") return;
    log("error", "flows/note-refunds", { paymentId, refundId, reason: "a bank sent it back: it is still owed" });
    const { settledAt, stripeRefundId } = refund;
    const failed = { status: "failed", settledAt, stripeRefundId, failedAt: shell.now.toISOString() } as const;
    const next = withOutcome(paid.payment, refundId, failed);
    if (await storeRefunds(paid, next, shell.change(refundFailed))) return;
  }
  throw new Fault("busy");
}
