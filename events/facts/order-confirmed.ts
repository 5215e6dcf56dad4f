import { Order } from "#domain/order.ts";
import { fact } from "#platform/fact.ts";

/** An order is paid, or free, and its tickets are issued. */
export const orderConfirmed = fact(
  "order.confirmed.v1",
  "order",
  Order.pick({
    orderId: true,
    userId: true,
    eventId: true,
    organizerId: true,
    paymentId: true,
    total: true,
    currency: true,
  }),
);
