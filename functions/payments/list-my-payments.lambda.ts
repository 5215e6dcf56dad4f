import { everywhere, type Home } from "#data/home.ts";
import { listed } from "#data/listed.ts";
import { newestOfShards } from "#data/newest-of-shards.ts";
import { readFirst } from "#data/page.ts";
import { payment } from "#data/payment.ts";
import { listMyPayments } from "#functions/payments/list-my-payments.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listMyPayments, ({ input, caller, page }) => {
  const mine = payment.query.ofUser({ userId: caller.userId, status: input.status });
  type Place = { createdAt: string; paymentId: string };
  const read = async (_: number, before: Place | undefined, limit: number, home: Home) => {
    const found = await readFirst(before ? mine.lt(before) : mine, limit, "desc", home);
    return found.map(listed(payment, "ofUser"));
  };
  const place = ({ createdAt, paymentId }: Place) => ({ createdAt, paymentId });
  return newestOfShards(1, page, { read, place }, everywhere());
});
