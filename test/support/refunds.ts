import { getOrder } from "#functions/orders/get-order.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { refundPayment } from "#functions/payments/refund-payment.ts";
import { getTicket } from "#functions/tickets/get-ticket.ts";
import { api } from "#test/support/api.ts";
import { freshKey, type Person } from "#test/support/people.ts";
import { stripeLedger } from "#test/support/purchases.ts";
import { isDone } from "#test/support/then.ts";

type Wish = { readonly ticketIds?: string[]; readonly amount?: number; readonly idempotencyKey?: string };

/** Asks for money back, under a key of its own unless given. */
export const refunds = (by: Person, paymentId: string, { idempotencyKey = freshKey(), ...asked }: Wish = {}) =>
  api.call(refundPayment, { paymentId, ...asked }, { token: by.token, idempotencyKey });

/** How an order and all that hangs on it stand, as its buyer sees it. */
export async function standing({ token }: Person, orderId: string) {
  const order = isDone(await api.call(getOrder, { orderId }, { token }));
  const payment = isDone(await api.call(getPayment, { paymentId: order.paymentId ?? "" }, { token }));
  const tickets = await Promise.all(
    payment.lines.map(async ({ ticketId }) => isDone(await api.call(getTicket, { ticketId }, { token })).status),
  );
  return { order: order.status, payment: payment.status, back: payment.refundedAmount, tickets };
}

/** What Stripe has sent back of an intent, each refund's amount. */
export async function sentBack(intentId: string): Promise<number[]> {
  const { refunds } = await stripeLedger();
  return refunds.filter(({ payment_intent }) => payment_intent === intentId).map(({ amount }) => amount);
}
