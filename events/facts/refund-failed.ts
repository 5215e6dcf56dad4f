import { Payment } from "#domain/payment.ts";
import { fact } from "#platform/fact.ts";

/**
 * Money that was to go back did not: the last of its refunds that Stripe refused, or a bank sent back, at the fact's
 * time; without refunds what was paid in vain, which is not tried any more.
 */
export const refundFailed = fact(
  "refund.failed.v1",
  "payment",
  Payment.pick({
    paymentId: true,
    orderId: true,
    userId: true,
    eventId: true,
    organizerId: true,
    amount: true,
    currency: true,
    refunds: true,
  }),
);
