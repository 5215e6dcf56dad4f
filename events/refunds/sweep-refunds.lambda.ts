import { everywhere } from "#data/home.ts";
import { listed } from "#data/listed.ts";
import { readPage } from "#data/page.ts";
import { payment as payments } from "#data/payment.ts";
import { pendingRefunds } from "#domain/refund.ts";
import { minutes, shifted } from "#domain/time.ts";
import { sweepRefunds } from "#events/refunds/sweep-refunds.ts";
import { noteDisputes } from "#flows/dispute.ts";
import { payBack } from "#flows/pay-back.ts";
import { makeRefunds } from "#flows/refund.ts";
import { onSchedule } from "#platform/consume.ts";
import { log } from "#platform/log.ts";

/** How long a refund's own message has before the sweep takes over: its tries with Stripe, three minutes apart. */
const graceMinutes = 15;

/** So many a page, and pages a run; the next run goes on. What waits for its next try stands before what is due. */
const perPage = 100;
const mostPages = 5;

export const handler = onSchedule(sweepRefunds, async ({ now, change }) => {
  const since = shifted(now, -minutes(graceMinutes));
  const done = { made: 0, failed: 0 };
  // A payment that is being archived may be found in both tables, and is looked up where it is.
  for (const home of everywhere()) {
    const query = payments.query.refunds({}).lt({ updatedAt: since });
    for (let page = 0, after: string | undefined; page === 0 || (after && page < mostPages); page++) {
      const { items, last } = await readPage(query, { limit: perPage, after }, "asc", home);
      for (const { paymentId } of items.map(listed(payments, "refunds"))) {
        try {
          const payment = await makeRefunds(paymentId, { now, change });
          // Stripe says that it is disputed, and we have not been told.
          if (pendingRefunds(payment).length > 0) await noteDisputes(paymentId, { now, change });
          await payBack(payment, { now, change });
          done.made++;
        } catch (error) {
          done.failed++;
          log("error", sweepRefunds.id, { paymentId, impact: sweepRefunds.impact, error });
        }
      }
      after = last;
    }
  }
  return done;
});
