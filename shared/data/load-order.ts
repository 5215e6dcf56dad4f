import { seek } from "#data/home.ts";
import { order } from "#data/order.ts";
import { payment } from "#data/payment.ts";

/** The order as it is now, archived or not, or nothing. Whoever writes it writes it where it lives: `at(order)`. */
export const loadOrder = (orderId: string) => seek((home) => order.get({ orderId }).go({ consistent: true, ...home }));
export type LoadedOrder = NonNullable<Awaited<ReturnType<typeof loadOrder>>>;

/** The payment as it is now, archived or not, or nothing. */
export const loadPayment = (paymentId: string) =>
  seek((home) => payment.get({ paymentId }).go({ consistent: true, ...home }));
export type LoadedPayment = NonNullable<Awaited<ReturnType<typeof loadPayment>>>;
