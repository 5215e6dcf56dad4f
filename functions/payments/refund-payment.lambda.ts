import { claimKey } from "#data/claim-key.ts";
import { orderOf } from "#data/load-paid.ts";
import type { Paid } from "#data/refund-payment.ts";
import { seePayment } from "#data/see-payment.ts";
import { ticketsOf } from "#data/tickets-of-order.ts";
import { badField, Fault } from "#domain/fault.ts";
import { findRefund } from "#domain/refund.ts";
import { namedRequest } from "#domain/repeat.ts";
import { ticketsReturned } from "#domain/return.ts";
import { decideRefund, makeRefunds, opened, type Wish } from "#flows/refund.ts";
import { refundPayment } from "#functions/payments/refund-payment.ts";
import { serve } from "#platform/serve.ts";
import { orPaymentUnavailable } from "#platform/stripe.ts";

export const handler = serve(refundPayment, async ({ input, caller, idempotencyKey, now, change }) => {
  const { paymentId, ticketIds, amount } = input;
  if (ticketIds && amount !== undefined) throw badField("amount", "with_tickets", "either tickets or an amount");
  const { payment: found, forTeam } = await seePayment(paymentId, caller);
  if (!forTeam && amount !== undefined) throw new Fault("not_permitted", "Its organizer pays back by amount.");
  const { id: refundId, requestHash, key } = namedRequest(refundPayment.id, caller.userId, idempotencyKey, input);
  const at = now.toISOString();

  /** Its organizer gives back what it wants; its buyer what the policy lets them, as it was sold. */
  const asked = async (): Promise<Wish> => {
    if (forTeam) return { refundId, ticketIds, amount, reason: "requested" };
    const order = await orderOf(found.orderId);
    const returned = ({ payment, tickets }: Paid) => ticketsReturned(order, payment, tickets, ticketIds, at);
    return { refundId, ticketIds: returned, reason: "by_buyer" };
  };
  const wish = await asked();
  // What cannot be done takes no key: it can be asked again, put right.
  if (!findRefund(found, refundId)) opened({ payment: found, tickets: await ticketsOf(found) }, wish, at);
  await claimKey(key, requestHash, change());
  const shell = { now, change };
  const decided = await decideRefund(paymentId, wish, shell);
  const isNew = (id: string) => decided === "new" && id === refundId;
  const payment = await orPaymentUnavailable(makeRefunds(paymentId, shell, isNew));
  const refund = findRefund(payment, refundId);
  if (!refund) throw new Error(`Payment ${paymentId} has lost its refund ${refundId}`);
  if (refund.status === "refused") {
    throw new Fault("not_refundable", "Stripe refuses to pay it back: it may be disputed, or paid back there.");
  }
  return { ...payment, refund };
});
