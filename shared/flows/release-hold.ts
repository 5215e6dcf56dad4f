import { holds } from "#data/condition.ts";
import { type LoadedOrder, loadOrder, loadPayment } from "#data/load-order.ts";
import { order as orders } from "#data/order.ts";
import { releaseOrder } from "#data/release-order.ts";
import { Fault } from "#domain/fault.ts";
import { extendedHold } from "#domain/hold.ts";
import { openPayment, paymentIdOf } from "#domain/payment.ts";
import { changed } from "#domain/trail.ts";
import { orderExpired } from "#events/facts/order-expired.ts";
import { settlePayment } from "#flows/settle-payment.ts";
import type { Shell } from "#flows/shell.ts";
import { log } from "#platform/log.ts";
import { cancelIntent, createIntent, type Intent } from "#platform/payment-intent.ts";

/** Rounds of reading again what somebody else changed meanwhile. */
const rounds = 10;

/**
 * Ends a pending order as `expired` or `cancelled`. Its PaymentIntent is cancelled first, so that nobody can pay for
 * tickets that are on sale again; a payment that won that race is honoured, one in process extends the hold for as long
 * as a hold may last. Answers the order as it is then. `withoutStripe` releases the stock even if Stripe cannot be asked:
 * a payment that arrives after all is settled as a late one.
 */
export async function releaseHold(
  orderId: string,
  to: "expired" | "cancelled",
  shell: Shell,
  { withoutStripe = false } = {},
): Promise<LoadedOrder | undefined> {
  for (let round = 0; round < rounds; round++) {
    const order = await loadOrder(orderId);
    if (order?.status !== "pending") return order;
    const intent = await closeIntent(order, to, withoutStripe);
    // A payment that cannot be honoured (paid back, or not for this amount) does not keep the tickets.
    const settled = intent?.status === "succeeded" ? await settlePayment(intent, shell) : undefined;
    if (settled === "confirmed") return loadOrder(orderId);
    const holdUntil = intent?.status === "processing" ? extendedHold(order, shell.now) : undefined;
    if (holdUntil !== undefined) return extendHold(order, holdUntil, shell);
    if (await release(order, intent, to, shell)) return loadOrder(orderId);
  }
  throw new Fault("busy");
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
 * Releases an order with the intent it turned out to have, and their payment. Whoever made the intent may not have come
 * to store either yet: what is written here then keeps a payment from being opened for an order that has ended.
 */
async function release(
  order: LoadedOrder,
  intent: Intent | undefined,
  to: "expired" | "cancelled",
  shell: Shell,
): Promise<boolean> {
  const change = shell.change(to === "expired" ? orderExpired : undefined);
  const intentId = order.intentId ?? intent?.intentId;
  if (intentId === undefined) return releaseOrder(order, undefined, to, change);
  const paymentId = paymentIdOf({ orderId: order.orderId, intentId });
  const ended = { ...order, intentId, paymentId };
  const payment = (await loadPayment(paymentId)) ?? openPayment(ended);
  const isInProcess = (intent ?? payment).status === "processing";
  return releaseOrder(ended, payment, to, change, isInProcess ? "processing" : "cancelled");
}

async function extendHold(order: LoadedOrder, holdUntil: string, shell: Shell): Promise<LoadedOrder | undefined> {
  const write = orders
    .put({ ...order, holdUntil, ...changed(order, shell.change()) })
    .where(({ version }, op) => op.eq(version, order.version));
  await holds(write.go());
  return loadOrder(order.orderId);
}
