import { Payment } from "#domain/payment.ts";
import { fact } from "#platform/fact.ts";

/**
 * Money went back: for the tickets of the last of its refunds that succeeded at the fact's time; without refunds wholly,
 * because it arrived after the hold was released and nothing was left.
 */
export const paymentRefunded = fact(
  "payment.refunded.v1",
  "payment",
  Payment.pick({
    paymentId: true,
    orderId: true,
    userId: true,
    eventId: true,
    organizerId: true,
    refundedAmount: true,
    refunds: true,
    currency: true,
  }),
);
