import { loadOrder } from "#data/load-order.ts";
import { isLastTry } from "#domain/hold.ts";
import { expireHold } from "#events/holds/expire-hold.ts";
import { releaseHold } from "#flows/release-hold.ts";
import { react } from "#platform/consume.ts";

export const handler = react(expireHold, async ({ data }, { now, change, attempt }) => {
  const order = await loadOrder(data.orderId);
  if (order?.status !== "pending") return;
  if (order.holdUntil > now.toISOString()) {
    // The hold was extended meanwhile: the sweep ends it.
    if (order.holdUntil !== data.holdUntil) return;
    throw new Error(`The hold of order ${data.orderId} lasts until ${data.holdUntil}: this came early`);
  }
  await releaseHold(data.orderId, "expired", { now, change }, { withoutStripe: isLastTry(order, attempt, now) });
});
