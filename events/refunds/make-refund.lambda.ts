import { makeRefund } from "#events/refunds/make-refund.ts";
import { makeRefunds } from "#flows/refund.ts";
import { react } from "#platform/consume.ts";

export const handler = react(makeRefund, async ({ data }, shell) => {
  await makeRefunds(data.paymentId, shell);
});
