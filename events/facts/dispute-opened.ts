import { Payment } from "#domain/payment.ts";
import { fact } from "#platform/fact.ts";

/**
 * The bank of who paid disputes a payment, or asks about it: the last of its disputes. Unless it only asks, the payment's
 * tickets let nobody in until that is settled.
 */
export const disputeOpened = fact(
  "dispute.opened.v1",
  "payment",
  Payment.pick({
    paymentId: true,
    orderId: true,
    userId: true,
    eventId: true,
    organizerId: true,
    status: true,
    currency: true,
    disputes: true,
  }),
);
