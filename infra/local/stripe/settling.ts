import type Stripe from "stripe";
import { decline, failAuthentication, passAuthentication, settle, startProcessing, succeed } from "./paying.ts";
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
  if (intent.status === "requires_action") {
    return (outcome === "succeeded" ? passAuthentication : failAuthentication)(work, attempt, method);
  }
  return outcome === "succeeded" ? succeed(work, attempt, method) : decline(work, attempt, method, genericDecline);
};

/** What the customer does on the page a `next_action` leads to; another page has been left open too long. */
export const answerChallenge = (work: Work, id: string, passed: boolean): Stripe.PaymentIntent => {
  const { status } = findIntent(work, id);
  if (status !== "requires_action") throw invalidRequest(`The PaymentIntent is ${status}; nothing is asked any more.`);
  return settleIntent(work, id, passed ? "succeeded" : "failed");
};
