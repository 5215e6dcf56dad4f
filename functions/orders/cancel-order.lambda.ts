import { loadOwnOrder } from "#data/load-own.ts";
import { Fault } from "#domain/fault.ts";
import { releaseHold } from "#flows/release-hold.ts";
import { cancelOrder } from "#functions/orders/cancel-order.ts";
import { serve } from "#platform/serve.ts";
import { orPaymentUnavailable } from "#platform/stripe.ts";

export const handler = serve(cancelOrder, async ({ input, caller, now, change }) => {
  const order = await loadOwnOrder(input.orderId, caller.userId);
  const ended =
    order.status === "pending"
      ? await orPaymentUnavailable(releaseHold(order.orderId, "cancelled", { now, change }))
      : order;
  if (!ended) throw new Fault("not_found");
  if (ended.status === "cancelled") return ended;
  if (ended.status === "expired") throw new Fault("order_closed", "The hold has expired: nothing is held any more.");
  if (ended.status === "pending") throw new Fault("busy", "The payment is being processed: wait for its outcome.");
  throw new Fault("already_paid", "The order is confirmed: it can be refunded, not cancelled.");
});
