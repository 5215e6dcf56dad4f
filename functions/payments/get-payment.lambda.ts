import { seePayment } from "#data/see-payment.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getPayment, async ({ input, caller }) => {
  const { payment } = await seePayment(input.paymentId, caller);
  return payment;
});
