import type { LoadedPayment } from "#data/load-order.ts";
import { movePayment } from "#data/record-payment.ts";
import { isLost } from "#domain/dispute.ts";
import { afterRefusal, isTryDue } from "#domain/pay-back.ts";
import { isPaidInVain, type Payment } from "#domain/payment.ts";
import { paymentRefunded } from "#events/facts/payment-refunded.ts";
import { refundFailed } from "#events/facts/refund-failed.ts";
import type { Shell } from "#flows/shell.ts";
import { log } from "#platform/log.ts";
import { stripeStatus } from "#platform/stripe.ts";
import { refundsAtStripe, sendAllBack } from "#platform/stripe-refund.ts";

/**
 * Sends back, wholly and once, what was paid in vain, and says so; nothing if it is not, or not any more, or is not due
 * yet after it was refused. Throws if Stripe does not say: the payment stays where the sweep finds it.
 */
export async function payBack(payment: Payment, shell: Shell): Promise<void> {
  const { paymentIntentId: intentId, orderId } = payment;
  if (intentId === undefined || !isPaidInVain(payment) || !isTryDue(payment.payBack, shell.now)) return;
  const { outcome } = await sendAllBack(intentId, orderId).catch(async (error: unknown) => {
    // It comes after all others in the sweep's next runs.
    if (stripeStatus(error) !== undefined) {
      await movePayment(payment, shell.change(), (payment) => (isPaidInVain(payment) ? {} : undefined));
    }
    throw error;
  });
  if (outcome === "refused" || outcome === "failed") await noteRefusal(payment, "Stripe refuses to send it", shell);
  else await noteReturned(payment, shell);
}

const noteReturned = (payment: Payment, shell: Shell) =>
  movePayment(payment, shell.change(paymentRefunded), (payment) =>
    isPaidInVain(payment) ? { status: "refunded", refundedAmount: payment.amount } : undefined,
  );

/** Counts a try that came to nothing: the sweep tries again later, or never again and people are told. */
async function noteRefusal(was: Payment, reason: string, shell: Shell): Promise<void> {
  const { paymentId, status } = was;
  const payBack = afterRefusal(was.payBack, shell.now);
  log("error", "flows/pay-back", { paymentId, ...payBack, reason });
  await movePayment(was, shell.change(payBack.gaveUpAt ? refundFailed : undefined), (payment) =>
    payment.status === status && payment.payBack?.tries === was.payBack?.tries
      ? { status: "completed", refundedAmount: 0, payBack }
      : undefined,
  );
}

/**
 * Brings a payment that was paid in vain to where it stands at Stripe: what a bank sent back is owed again, and what
 * somebody paid back in Stripe's dashboard is not any more.
 */
export async function notePaidBack(payment: LoadedPayment, shell: Shell): Promise<void> {
  const { paymentIntentId: intentId, status, amount } = payment;
  if (intentId === undefined || isLost(payment) || (status !== "refunded" && !isPaidInVain(payment))) return;
  const made = await refundsAtStripe(intentId);
  const given = made.reduce((sum, { amount, outcome }) => sum + (outcome === "sent" ? amount : 0), 0);
  if (status === "completed" && given >= amount) await noteReturned(payment, shell);
  if (status === "refunded" && given < amount) await noteRefusal(payment, "a bank sent it back", shell);
}
