import { randomBytes } from "node:crypto";
import { holdStock } from "#data/hold-stock.ts";
import { loadOrder } from "#data/load-order.ts";
import { loadSale } from "#data/load-sale.ts";
import { refuseInRush } from "#data/seen-stock.ts";
import { requireVerified } from "#data/verified.ts";
import { confirmation } from "#domain/confirmation.ts";
import { Fault } from "#domain/fault.ts";
import { bodyHashOf, openOrder, orderIdOf } from "#domain/order.ts";
import { orderConfirmed } from "#events/facts/order-confirmed.ts";
import { orderPlaced } from "#events/facts/order-placed.ts";
import { withPayment } from "#flows/open-payment.ts";
import { placeOrder } from "#functions/orders/place-order.ts";
import { serve } from "#platform/serve.ts";
import { warmStripe } from "#platform/stripe.ts";

export const handler = serve(placeOrder, async ({ input, caller, idempotencyKey, now, change }) => {
  const orderId = orderIdOf(caller.userId, idempotencyKey);
  await refuseInRush(input, orderId, now);
  const known = await loadOrder(orderId);
  if (known) return withPayment(sameRequest(known, input), { now, change });
  const [sale] = await Promise.all([loadSale(input.eventId), requireVerified(caller)]);
  const draft = openOrder(sale, input, { userId: caller.userId, idempotencyKey, now });
  const isFree = draft.total === 0;
  if (!isFree) warmStripe();
  const issue = { at: now.toISOString(), expiresAt: sale.event.checkInUntil, random: randomBytes };
  const held = await holdStock(draft, sale.event.stockShards, change(isFree ? orderConfirmed : orderPlaced), (order) =>
    isFree ? confirmation(order, undefined, issue) : order,
  );
  return withPayment(held.replayed ? sameRequest(held.order, input) : held.order, { now, change });
});

/** The order of an idempotency key, if it was asked for with the same body. */
function sameRequest<T extends { readonly bodyHash: string }>(order: T, input: Parameters<typeof bodyHashOf>[0]): T {
  if (order.bodyHash === bodyHashOf(input)) return order;
  throw new Fault("key_reused", "This Idempotency-Key already bought something else: use a new one per purchase.");
}
