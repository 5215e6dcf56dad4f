import { listed } from "#data/listed.ts";
import { loadOrder } from "#data/load-order.ts";
import { order } from "#data/order.ts";
import { minutes, shifted } from "#domain/time.ts";
import { sweepHolds } from "#events/holds/sweep-holds.ts";
import { releaseHold } from "#flows/release-hold.ts";
import { onSchedule } from "#platform/consume.ts";
import { log } from "#platform/log.ts";

/** How long a hold's own message has before the sweep takes over: its tries with Stripe, three minutes apart. */
const graceMinutes = 12;

/** So many per partition and run; the next run goes on. */
const most = 100;

export const handler = onSchedule(sweepHolds, async ({ now, change }) => {
  const over = shifted(now, -minutes(graceMinutes));
  const buckets = Array.from({ length: 16 }, (_, holdBucket) => holdBucket);
  const pages = await Promise.all(
    buckets.map((holdBucket) =>
      order.query.holds({ holdBucket }).lt({ holdUntil: over }).go({ limit: most, data: "includeKeys" }),
    ),
  );
  let released = 0;
  let failed = 0;
  for (const { orderId } of pages.flatMap(({ data }) => data).map(listed(order, "holds"))) {
    try {
      // The index may lag behind a hold that was extended.
      const held = await loadOrder(orderId);
      if (held && held.holdUntil >= over) continue;
      await releaseHold(orderId, "expired", { now, change }, { withoutStripe: true });
      released++;
    } catch (error) {
      failed++;
      log("error", sweepHolds.id, { orderId, impact: sweepHolds.impact, error });
    }
  }
  return { released, failed };
});
