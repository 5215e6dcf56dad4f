import { order } from "#data/order.ts";
import { payment } from "#data/payment.ts";

/** The order as it is now, or nothing. */
export async function loadOrder(orderId: string) {
  return (await order.get({ orderId }).go({ consistent: true })).data ?? undefined;
}
export type LoadedOrder = NonNullable<Awaited<ReturnType<typeof loadOrder>>>;

/** The payment as it is now, or nothing. */
export async function loadPayment(paymentId: string) {
  return (await payment.get({ paymentId }).go({ consistent: true })).data ?? undefined;
}
export type LoadedPayment = NonNullable<Awaited<ReturnType<typeof loadPayment>>>;
