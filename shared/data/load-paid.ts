import { type LoadedOrder, type LoadedPayment, loadOrder, loadPayment } from "#data/load-order.ts";
import type { Paid } from "#data/refund-payment.ts";
import { ticketsOf } from "#data/tickets-of-order.ts";

/** A payment that there is. */
export async function paymentOf(paymentId: string): Promise<LoadedPayment> {
  const payment = await loadPayment(paymentId);
  if (!payment) throw new Error(`There is no payment ${paymentId}`);
  return payment;
}

/** A payment that there is, with its tickets; the payment first: whoever moves its tickets by it writes it as well. */
export async function paidOf(paymentId: string): Promise<Paid> {
  const payment = await paymentOf(paymentId);
  return { payment, tickets: await ticketsOf(payment) };
}

/** An order that there is. */
export async function orderOf(orderId: string): Promise<LoadedOrder> {
  const order = await loadOrder(orderId);
  if (!order) throw new Error(`There is no order ${orderId}`);
  return order;
}
