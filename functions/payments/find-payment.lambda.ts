import { seePayment } from "#data/see-payment.ts";
import { paymentIdOf } from "#domain/payment.ts";
import { findPayment } from "#functions/payments/find-payment.ts";
import { serve } from "#platform/serve.ts";

/** The intent makes the id, so this is a Get. */
export const handler = serve(findPayment, async ({ input, caller }) => {
  const { payment } = await seePayment(paymentIdOf({ orderId: "", intentId: input.paymentIntentId }), caller);
  return payment;
});
