import type Stripe from "stripe";
import { failAuthentication, settle, startProcessing, succeed } from "./paying.ts";
import { findIntent } from "./payment-intents.ts";
import { usePaymentMethod } from "./payment-methods.ts";
import { invalidRequest } from "./stripe-error.ts";
import { genericDecline } from "./test-payment-methods.ts";
import type { Work } from "./work.ts";

export type Settlement = "succeeded" | "failed" | "processing";

/**
 * What the customer or the bank would do: pass or fail 3D Secure, clear or bounce a bank debit, or pay with a method
 * that takes days. An intent nobody has paid yet is taken to be paid with `pm_card_visa`.
 */
export const settleIntent = (work: Work, id: string, outcome: Settlement): Stripe.PaymentIntent => {
  const intent = findIntent(work, id);
  if (intent.status === "succeeded" || intent.status === "canceled") {
    throw invalidRequest(`The PaymentIntent is ${intent.status}; nothing is left to settle.`);
  }
  const kept = typeof intent.payment_method === "string" ? intent.payment_method : "pm_card_visa";
  const method = usePaymentMethod(work, kept, undefined);
  const attempt: Stripe.PaymentIntent = { ...intent, payment_method: method.id, last_payment_error: null };
  if (intent.status === "processing") {
    if (outcome === "processing") return intent;
    return settle(work, attempt, method, outcome === "failed" ? genericDecline : undefined);
  }
  if (outcome === "processing") return startProcessing(work, attempt, method);
  if (outcome === "succeeded") return succeed(work, attempt, method);
  return failAuthentication(work, attempt, method);
};
