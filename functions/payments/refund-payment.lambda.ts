import { claimKey } from "#data/claim-key.ts";
import { seePayment } from "#data/see-payment.ts";
import { Fault } from "#domain/fault.ts";
import { findRefund, openRefund } from "#domain/refund.ts";
import { namedRequest } from "#domain/repeat.ts";
import { decideRefund, makeRefunds } from "#flows/refund.ts";
import { refundPayment } from "#functions/payments/refund-payment.ts";
import { serve } from "#platform/serve.ts";
import { orPaymentUnavailable } from "#platform/stripe.ts";

export const handler = serve(refundPayment, async ({ input, caller, idempotencyKey, now, change }) => {
  const { paymentId, ticketIds } = input;
  const { payment: found, forTeam } = await seePayment(paymentId, caller);
  if (!forTeam) throw new Fault("not_permitted", "Its organizer pays back.");
  const { id: refundId, requestHash, key } = namedRequest(refundPayment.id, caller.userId, idempotencyKey, input);
  const wish = { refundId, ticketIds, reason: "requested" } as const;
  // What cannot be done takes no key: it can be asked again, put right.
  if (!findRefund(found, refundId)) openRefund(found, { ...wish, openedAt: now.toISOString() });
  await claimKey(key, requestHash, change());
  const shell = { now, change };
  const decided = await decideRefund(paymentId, wish, shell);
  const isNew = (id: string) => decided === "new" && id === refundId;
  const payment = await orPaymentUnavailable(makeRefunds(paymentId, shell, isNew));
  const refund = findRefund(payment, refundId);
  if (!refund) throw new Error(`Payment ${paymentId} has lost its refund ${refundId}`);
  if (refund.status === "refused")
    throw new Fault("not_refundable", "Stripe refuses to pay it back: it may be disputed.");
  return { ...payment, refund };
});
