import { Order } from "#domain/order.ts";
import { fact } from "#platform/fact.ts";

/** Tickets are held for a buyer until `holdUntil`. */
export const orderPlaced = fact(
  "order.placed.v1",
  "order",
  Order.pick({
    orderId: true,
    userId: true,
    eventId: true,
    organizerId: true,
    holdUntil: true,
    total: true,
    currency: true,
  }),
);
