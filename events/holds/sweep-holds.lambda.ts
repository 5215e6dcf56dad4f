import { listed } from "#data/listed.ts";
import { loadOrder } from "#data/load-order.ts";
import { order } from "#data/order.ts";
import { isLastSweep, lookedAt, sweepGrace } from "#domain/hold.ts";
import { shifted } from "#domain/time.ts";
import { sweepHolds } from "#events/holds/sweep-holds.ts";
import { askStripe } from "#flows/follow-intent.ts";
import { releaseHold } from "#flows/release-hold.ts";
import { onSchedule } from "#platform/consume.ts";
import { log } from "#platform/log.ts";

/** So many holds a partition and run are released; the next run goes on. */
const mostReleased = 100;
/** So many are looked at; in a rush that is not all of them, and the others are when they end. */
const mostAsked = 10;

const buckets = Array.from({ length: 16 }, (_, holdBucket) => holdBucket);

export const handler = onSchedule(sweepHolds, async ({ now, change }) => {
  const shell = { now, change };
  const over = shifted(now, -sweepGrace);
  const done = { released: 0, paid: 0, failed: 0 };

  const each = async (orderIds: readonly string[], kind: "released" | "paid", step: Step) => {
    for (const orderId of orderIds) {
      try {
        if (await step(orderId)) done[kind]++;
      } catch (error) {
        done.failed++;
        log("error", sweepHolds.id, { orderId, impact: sweepHolds.impact, error });
      }
    }
  };
  // One after the other in each partition: Stripe, if it does not answer, takes eight seconds to say so.
  await Promise.all(
    buckets.map(async (holdBucket) => {
      await each(await endedHolds(holdBucket, over), "released", async (orderId) => {
        const held = await loadOrder(orderId);
        // The index may lag behind a hold that was extended.
        if (!held || held.holdUntil >= over) return false;
        const ended = await releaseHold(orderId, "expired", shell, { withoutStripe: isLastSweep(held, now) });
        return ended?.status !== "pending";
      });
      await each(await endingHolds(holdBucket, lookedAt(now)), "paid", (orderId) => askStripe(orderId, shell));
    }),
  );
  return done;
});

type Step = (orderId: string) => Promise<boolean>;

const found = (query: Query, limit: number) =>
  query
    .go({ limit, data: "includeKeys" })
    .then(({ data }) => data.map(listed(order, "holds")).map(({ orderId }) => orderId));
type Query = ReturnType<ReturnType<typeof order.query.holds>["lt"]>;

/** Holds that are long past their time. */
const endedHolds = (holdBucket: number, over: string) =>
  found(order.query.holds({ holdBucket }).lt({ holdUntil: over }), mostReleased);

/** Holds that end between these times. */
const endingHolds = (holdBucket: number, [from, until]: readonly [string, string]) =>
  found(order.query.holds({ holdBucket }).between({ holdUntil: from }, { holdUntil: until }), mostAsked);
