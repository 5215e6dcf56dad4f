import type { LoadedPayment } from "#data/load-order.ts";
import { movePayment } from "#data/record-payment.ts";
import { isPaidInVain, type Payment } from "#domain/payment.ts";
import { paymentRefunded } from "#events/facts/payment-refunded.ts";
import type { Shell } from "#flows/shell.ts";
import { log } from "#platform/log.ts";
import { refundIntent } from "#platform/payment-intent.ts";
import { stripeStatus } from "#platform/stripe.ts";
import { cameBack } from "#platform/stripe-refund.ts";

/**
 * Sends back, wholly and once, what was paid in vain, and says so; nothing if it is not, or not any more. Throws what
 * Stripe says against it: the payment stays where the sweep finds it.
 */
export async function payBack(payment: Payment, shell: Shell): Promise<void> {
  const { paymentIntentId: intentId, orderId } = payment;
  if (intentId === undefined || !isPaidInVain(payment)) return;
  try {
    await refundIntent(intentId, orderId);
  } catch (error) {
    // What Stripe refuses comes after all others in the sweep's next runs.
    if (stripeStatus(error) !== undefined) {
      await movePayment(payment, shell.change(), (payment) => (isPaidInVain(payment) ? {} : undefined));
    }
    throw error;
  }
  await movePayment(payment, shell.change(paymentRefunded), (payment) =>
    isPaidInVain(payment) ? { status: "refunded", refundedAmount: payment.amount } : undefined,
  );
}

/** Notes that a bank sent back what was paid back: it is owed again, and the sweep sends it again. */
export async function noteCameBack(payment: LoadedPayment, shell: Shell): Promise<void> {
  const { paymentId, paymentIntentId: intentId, status, lines } = payment;
  if (intentId === undefined || status !== "refunded" || lines.length > 0) return;
  if (!(await cameBack(intentId))) return;
  log("error", "flows/pay-back", { paymentId, reason: "a bank sent it back: it is sent again" });
  await movePayment(payment, shell.change(), ({ status }) =>
    status === "refunded" ? { status: "completed", refundedAmount: 0 } : undefined,
  );
}
