import { Payment } from "#domain/payment.ts";
import { fact } from "#platform/fact.ts";

/** Money went back: wholly, because it arrived after the hold was released and nothing was left. */
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
    currency: true,
  }),
);
