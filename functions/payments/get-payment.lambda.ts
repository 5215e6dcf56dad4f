import { loadOwnPayment } from "#data/load-own.ts";
import { getPayment } from "#functions/payments/get-payment.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getPayment, ({ input, caller }) => loadOwnPayment(input.paymentId, caller.userId));
