import { everywhere } from "#data/home.ts";
import { listed } from "#data/listed.ts";
import { payment as payments } from "#data/payment.ts";
import { minutes, shifted } from "#domain/time.ts";
import { sweepRefunds } from "#events/refunds/sweep-refunds.ts";
import { payBack } from "#flows/pay-back.ts";
import { makeRefunds } from "#flows/refund.ts";
import { onSchedule } from "#platform/consume.ts";
import { log } from "#platform/log.ts";

/** How long a refund's own message has before the sweep takes over: its tries with Stripe, three minutes apart. */
const graceMinutes = 15;

/** So many a run; the next run goes on. */
const most = 100;

export const handler = onSchedule(sweepRefunds, async ({ now, change }) => {
  const since = shifted(now, -minutes(graceMinutes));
  // A payment that is being archived may be found in both tables, and is looked up where it is.
  const waiting = await Promise.all(
    everywhere().map((home) =>
      payments.query
        .refunds({})
        .lt({ updatedAt: since })
        .go({ limit: most, data: "includeKeys", ...home }),
    ),
  );
  let made = 0;
  let failed = 0;
  for (const { paymentId } of waiting.flatMap(({ data }) => data).map(listed(payments, "refunds"))) {
    try {
      await payBack(await makeRefunds(paymentId, { now, change }), { now, change });
      made++;
    } catch (error) {
      failed++;
      log("error", sweepRefunds.id, { paymentId, impact: sweepRefunds.impact, error });
    }
  }
  return { made, failed };
});
