import { holds } from "#data/condition.ts";
import { type LoadedOrder, loadOrder, loadPayment } from "#data/load-order.ts";
import { order as orders } from "#data/order.ts";
import { releaseOrder } from "#data/release-order.ts";
import { openPayment, paymentIdOf } from "#domain/payment.ts";
import { minutes, shifted } from "#domain/time.ts";
import { changed } from "#domain/trail.ts";
import { orderExpired } from "#events/facts/order-expired.ts";
import { settlePayment } from "#flows/settle-payment.ts";
import type { Shell } from "#flows/shell.ts";
import { log } from "#platform/log.ts";
import { cancelIntent, createIntent, type Intent } from "#platform/payment-intent.ts";

/** How much longer a hold lasts while its payment is being processed. */
const processingMinutes = 15;

/**
 * Ends a pending order as `expired` or `cancelled`. Its PaymentIntent is cancelled first, so that nobody can pay for
 * tickets that are on sale again; a payment that won that race is honoured, one in process extends the hold. Answers the
 * order as it is then. `withoutStripe` releases the stock even if Stripe cannot be asked: a payment that arrives after
 * all is settled as a late one.
 */
export async function releaseHold(
  orderId: string,
  to: "expired" | "cancelled",
  shell: Shell,
  { withoutStripe = false } = {},
): Promise<LoadedOrder | undefined> {
  const order = await loadOrder(orderId);
  if (order?.status !== "pending") return order;
  const intent = await closeIntent(order, to, withoutStripe);
  // A payment that cannot be honoured (paid back, or not for this amount) does not keep the tickets.
  const settled = intent?.status === "succeeded" ? await settlePayment(intent, shell) : undefined;
  if (settled === "confirmed") return loadOrder(orderId);
  if (intent?.status === "processing") return extendHold(order, shell);
  const { ended, payment } = await withIntent(order, intent);
  const change = shell.change(to === "expired" ? orderExpired : undefined);
  if (await releaseOrder(ended, payment, to, change)) return loadOrder(orderId);
  return releaseHold(orderId, to, shell, { withoutStripe });
}

/** The order's intent, made unpayable if that is still possible; nothing if there is none. */
async function closeIntent(
  order: LoadedOrder,
  to: "expired" | "cancelled",
  withoutStripe: boolean,
): Promise<Intent | undefined> {
  if (order.total === 0) return undefined;
  try {
    // An intent may exist whose id we did not get to store: the same key finds it again.
    const intentId = order.intentId ?? (await createIntent(order)).intentId;
    return await cancelIntent(intentId, to);
  } catch (error) {
    if (!withoutStripe) throw error;
    log("error", "flows/release-hold", { orderId: order.orderId, reason: "released without asking Stripe", error });
    return undefined;
  }
}

/**
 * The order with the intent it turned out to have, and their payment. Whoever made the intent may not have come to store
 * either yet: what is written here then keeps a payment from being opened for an order that has ended.
 */
async function withIntent(order: LoadedOrder, intent: Intent | undefined) {
  const intentId = order.intentId ?? intent?.intentId;
  if (intentId === undefined) return { ended: order, payment: undefined };
  const paymentId = paymentIdOf({ orderId: order.orderId, intentId });
  const ended = { ...order, intentId, paymentId };
  return { ended, payment: (await loadPayment(paymentId)) ?? openPayment(ended) };
}

async function extendHold(order: LoadedOrder, shell: Shell): Promise<LoadedOrder | undefined> {
  const holdUntil = shifted(shell.now, minutes(processingMinutes));
  const write = orders
    .put({ ...order, holdUntil, ...changed(order, shell.change()) })
    .where(({ version }, op) => op.eq(version, order.version));
  await holds(write.go());
  return loadOrder(order.orderId);
}
