import { listed } from "#data/listed.ts";
import { readPage } from "#data/page.ts";
import { payment } from "#data/payment.ts";
import { listMyPayments } from "#functions/payments/list-my-payments.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listMyPayments, async ({ input, caller, page }) => {
  const mine = payment.query.ofUser({ userId: caller.userId, status: input.status });
  const { items, last } = await readPage(mine, page, "desc");
  return { items: items.map(listed(payment, "ofUser")), last };
});
