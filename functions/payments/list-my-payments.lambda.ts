import { paymentsOfUser } from "#data/bought.ts";
import { listMyPayments } from "#functions/payments/list-my-payments.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listMyPayments, ({ input, caller, page }) =>
  paymentsOfUser(caller.userId, input.status, page),
);
