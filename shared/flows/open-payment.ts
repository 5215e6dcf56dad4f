import { holds } from "#data/condition.ts";
import { type LoadedOrder, loadOrder } from "#data/load-order.ts";
import { order as orders } from "#data/order.ts";
import { keepPayment } from "#data/record-payment.ts";
import { Fault } from "#domain/fault.ts";
import { openPayment, paymentIdOf } from "#domain/payment.ts";
import { stamp } from "#domain/trail.ts";
import type { Shell } from "#flows/shell.ts";
import { createIntent, type Intent, retrieveIntent } from "#platform/payment-intent.ts";
import { orPaymentUnavailable, stripeSecret, stripeStatus } from "#platform/stripe.ts";

/**
 * An order with what its buyer needs to pay for it. For a pending one the PaymentIntent is made, or found again if this
 * is a repeat; the order is stored before, Stripe's answer and the payment after, each again if it is missing, so no
 * step is lost.
 */
export async function withPayment(order: LoadedOrder, shell: Shell) {
  if (order.status !== "pending" || order.total === 0) return order;
  const intent = await orPaymentUnavailable(openIntent(order, shell));
  const stored = order.intentId ? order : await remember(order, intent, shell);
  // It ended meanwhile, or another request remembered an intent first: that one counts.
  if (stored.status !== "pending" || stored.intentId !== intent.intentId) return withPayment(stored, shell);
  const { paymentId, status } = await keepPayment(openPayment(stored), shell.change());
  const { publishableKey } = await stripeSecret();
  return { ...stored, payment: { paymentId, status, clientSecret: intent.clientSecret ?? "", publishableKey } };
}

/** Stripe keeps a 5xx under its key for ever: only then is the next try made under another one. */
async function openIntent(order: LoadedOrder, shell: Shell): Promise<Intent> {
  if (order.intentId) return retrieveIntent(order.intentId);
  try {
    return await createIntent(order);
  } catch (error) {
    if ((stripeStatus(error) ?? 0) >= 500) await countAttempt(order, shell);
    throw error;
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

/** A plain patch of attributes in no index, the first time only. Answers the order as it is then. */
async function remember({ orderId }: LoadedOrder, { intentId }: Intent, shell: Shell): Promise<LoadedOrder> {
  let stored: LoadedOrder | undefined;
  const write = orders
    .patch({ orderId })
    .set({ ...stamp(shell.change()), intentId, paymentId: paymentIdOf({ orderId, intentId }) })
    .add({ version: 1 })
    .where((item, op) => `${op.eq(item.status, "pending")} AND ${op.notExists(item.intentId)}`)
    .go({ response: "all_new" })
    .then(({ data }) => {
      stored = data;
    });
  await holds(write);
  stored ??= await loadOrder(orderId);
  if (!stored) throw new Fault("busy");
  return stored;
}
