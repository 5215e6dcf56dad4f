import { loadOrder } from "#data/load-order.ts";
import { releaseHold } from "#flows/release-hold.ts";
import { notePayment, settlePayment } from "#flows/settle-payment.ts";
import type { Shell } from "#flows/shell.ts";
import { findIntent, type Intent } from "#platform/payment-intent.ts";

/** Brings an order to where its PaymentIntent stands at Stripe. Who comes second, or with old news, changes nothing. */
export async function followIntent(intent: Intent, shell: Shell): Promise<void> {
  if (intent.status === "succeeded") {
    await settlePayment(intent, shell);
    return;
  }
  const order = await notePayment(intent, shell);
  if (intent.ends && order) await releaseHold(order.orderId, intent.ends, shell);
}

/** Asks Stripe whether a pending order is paid for, and says whether it is: nobody may have told us. */
export async function askStripe(orderId: string, shell: Shell): Promise<boolean> {
  const order = await loadOrder(orderId);
  if (order?.status !== "pending" || order.intentId === undefined) return false;
  const intent = await findIntent(order.intentId);
  // Before anything was tried there is nothing to follow.
  if (!intent || (intent.status !== "succeeded" && intent.status !== "processing")) return false;
  await followIntent(intent, shell);
  return intent.status === "succeeded";
}
