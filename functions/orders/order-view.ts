import * as z from "zod";
import { Order } from "#domain/order.ts";
import { PaymentStatus } from "#domain/payment.ts";

/** What its buyer sees of an order. */
export const OrderView = Order.pick({
  orderId: true,
  eventId: true,
  organizerId: true,
  eventTitle: true,
  startDate: true,
  status: true,
  lines: true,
  currency: true,
  subtotal: true,
  discount: true,
  fee: true,
  total: true,
  holdUntil: true,
  paymentId: true,
  confirmedAt: true,
  closedAt: true,
}).extend({ createdAt: z.string(), updatedAt: z.string(), version: z.int() });

/** An order with what its buyer needs to pay for it with Stripe.js, while there is something to pay. */
export const PlacedOrder = OrderView.extend({
  payment: z
    .object({
      paymentId: z.string(),
      status: PaymentStatus,
      clientSecret: z.string(),
      publishableKey: z.string(),
    })
    .optional(),
});
