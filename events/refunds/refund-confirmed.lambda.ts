import { event as events } from "#data/event.ts";
import { refundConfirmed } from "#events/refunds/refund-confirmed.ts";
import { refundCancelled } from "#flows/refund-cancelled.ts";
import { react } from "#platform/consume.ts";

/** The event as it is now: whether the walk over its orders came before this one was in their index, nobody knows. */
export const handler = react(refundConfirmed, async ({ data }, shell) => {
  const { data: event } = await events.get({ eventId: data.eventId }).go({ consistent: true });
  if (event?.status === "cancelled") await refundCancelled(data.orderId, shell);
});
