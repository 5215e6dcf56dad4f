import { Payment } from "#domain/payment.ts";
import { fact } from "#platform/fact.ts";

/** A bank has decided, and the money came back or is gone; or it asks no more: the last of the payment's disputes. */
export const disputeClosed = fact(
  "dispute.closed.v1",
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
