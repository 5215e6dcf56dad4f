import { holds } from "#data/condition.ts";
import { type LoadedOrder, loadOrder } from "#data/load-order.ts";
import { order as orders } from "#data/order.ts";
import { createPayment } from "#data/record-payment.ts";
import { openPayment, paymentIdOf } from "#domain/payment.ts";
import { stamp } from "#domain/trail.ts";
import type { Shell } from "#flows/shell.ts";
import { createIntent, type Intent } from "#platform/payment-intent.ts";
import { paymentUnavailable, stripeSecret, stripeStatus } from "#platform/stripe.ts";

/**
 * An order with what its buyer needs to pay for it. For a pending one the PaymentIntent is made, or found again under
 * the same key if this is a repeat; the order is stored before and Stripe's answer after, so no step is lost.
 */
export async function withPayment(order: LoadedOrder, shell: Shell) {
  if (order.status !== "pending" || order.total === 0) return order;
  const intent = await openIntent(order, shell);
  const stored = order.intentId === intent.intentId ? order : await remember(order, intent, shell);
  const { publishableKey } = await stripeSecret();
  const payment = {
    paymentId: paymentIdOf(stored),
    status: "pending" as const,
    clientSecret: intent.clientSecret ?? "",
    publishableKey,
  };
  return { ...stored, payment };
}

/** Stripe keeps a 5xx under its key for ever: only then is the next try made under another one. */
async function openIntent(order: LoadedOrder, shell: Shell): Promise<Intent> {
  try {
    return await createIntent(order);
  } catch (error) {
    const status = stripeStatus(error);
    if (status !== undefined && status < 500 && status !== 409 && status !== 429) throw error;
    if (status !== undefined && status >= 500) await countAttempt(order, shell);
    throw paymentUnavailable();
  }
}

const countAttempt = ({ orderId, attempt }: LoadedOrder, shell: Shell) =>
  holds(
    orders
      .patch({ orderId })
      .set(stamp(shell.change()))
      .add({ version: 1, attempt: 1 })
      .where((item, op) => op.eq(item.attempt, attempt))
      .go(),
  );

/** A plain patch of attributes in no index, then the payment's row. The webhook may have come before either. */
async function remember(order: LoadedOrder, { intentId }: Intent, shell: Shell): Promise<LoadedOrder> {
  const known = { ...order, intentId };
  const paymentId = paymentIdOf(known);
  const write = orders
    .patch({ orderId: order.orderId })
    .set({ ...stamp(shell.change()), intentId, paymentId })
    .add({ version: 1 })
    .where(({ status }, op) => op.eq(status, "pending"));
  const stored = await holds(write.go());
  await createPayment(openPayment(known, shell.now.toISOString()), shell.change());
  if (stored) return { ...known, paymentId, version: order.version + 1, updatedAt: shell.now.toISOString() };
  return (await loadOrder(order.orderId)) ?? known;
}
