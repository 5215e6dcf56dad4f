import { event as events } from "#data/event.ts";
import { listed } from "#data/listed.ts";
import { order as orders } from "#data/order.ts";
import { readPage } from "#data/page.ts";
import { indexShardsFor } from "#domain/event.ts";
import { soldStatuses } from "#domain/order.ts";
import type { Counted } from "#domain/tally.ts";
import { type Page, turnPage } from "#events/walks/page.ts";
import { refundCancelled } from "#flows/refund-cancelled.ts";
import { releaseHold } from "#flows/release-hold.ts";

const holdBuckets = 16;

type Found = { readonly orderId: string; readonly eventId: string };

/**
 * A cancelled event's orders: first those held, which are released so that nobody pays for them any more, then those
 * sold, which are paid back and counted; until all of them are, there is another pass. Those paid back come first: what
 * is paid back meanwhile is counted once. Holds are found by their time, not by their event: all that anybody holds now,
 * which is a quarter of an hour's worth, is looked through.
 */
export const cancelPage: Page = async (walk, shell) => {
  const { eventId, place } = walk;
  const { data: event } = await events.get({ eventId }).go({ consistent: true });
  if (event?.status !== "cancelled")
    throw new Error(`Event ${eventId} is ${event?.status}: nothing is to be paid back`);
  const shards = indexShardsFor(event);
  const statuses = soldStatuses.toReversed();
  const counted: Counted[] = [];
  const turned = await turnPage<Found>(
    walk,
    holdBuckets + shards * statuses.length,
    async (part, page) => {
      if (part < holdBuckets) {
        const { items, last } = await readPage(orders.query.holds({ holdBucket: part }), page);
        return { items: items.map(listed(orders, "holds")).filter((order) => order.eventId === eventId), last };
      }
      const shard = (part - holdBuckets) % shards;
      const status = statuses[Math.floor((part - holdBuckets) / shards)] ?? "confirmed";
      const { items, last } = await readPage(orders.query.ofEvent({ eventId, shard, status }), page);
      return { items: items.map(listed(orders, "ofEvent")), last };
    },
    async ({ orderId }) => {
      const isHold = place.part < holdBuckets;
      if (isHold) await releaseHold(orderId, "cancelled", shell);
      // The payment may have won over the release.
      const standing = await refundCancelled(orderId, shell);
      // What was sold after all is met, and counted, among those sold.
      if (standing && !isHold) counted.push(standing);
      return isHold ? standing === undefined : standing?.state !== "pending";
    },
  );
  return { ...turned, orders: counted };
};
