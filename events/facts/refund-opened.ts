import { Payment } from "#domain/payment.ts";
import { fact } from "#platform/fact.ts";

/** It was decided that money goes back, or that free tickets end, and written down; it is about to be done. */
export const refundOpened = fact(
  "refund.opened.v1",
  "payment",
  Payment.pick({
    paymentId: true,
    orderId: true,
    userId: true,
    eventId: true,
    organizerId: true,
    currency: true,
    refunds: true,
  }),
);
