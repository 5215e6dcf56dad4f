import { Order } from "#domain/order.ts";
import { fact } from "#platform/fact.ts";

/** A hold ran out unpaid and its tickets are on sale again. */
export const orderExpired = fact(
  "order.expired.v1",
  "order",
  Order.pick({ orderId: true, userId: true, eventId: true, organizerId: true }),
);
