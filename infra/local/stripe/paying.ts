import type Stripe from "stripe";
import { recordCharge, settleCharge } from "./charges.ts";
import { openDispute } from "./disputes.ts";
import type { StoredMethod } from "./payment-methods.ts";
import { docUrl, StripeError } from "./stripe-error.ts";
import { authenticationRequired, type Decline, testPaymentMethod } from "./test-payment-methods.ts";
import type { Work } from "./work.ts";

type Intent = Stripe.PaymentIntent;

type Confirmation = {
  /** Nobody is there to authenticate. */
  readonly offSession: boolean;
  readonly returnUrl: string | null;
};

/** One attempt to pay an intent with a payment method; a decline changes the intent and then throws 402. */
export const pay = (work: Work, intent: Intent, method: StoredMethod, confirmation: Confirmation): Intent => {
  const attempt: Intent = { ...intent, payment_method: method.id, last_payment_error: null, next_action: null };
  const behaviour = testPaymentMethod(method.testName)?.behaviour ?? { kind: "succeeds" };
  switch (behaviour.kind) {
    case "succeeds":
      return succeed(work, attempt, method);
    case "delays":
      return startProcessing(work, attempt, method);
    case "declines":
      throw refusal(decline(work, attempt, method, behaviour.decline));
    case "authenticates":
      if (confirmation.offSession) throw refusal(decline(work, attempt, method, authenticationRequired));
      return change(work, "requires_action", { ...attempt, next_action: authenticate(work, intent, confirmation) });
  }
};

export const succeed = (work: Work, intent: Intent, method: StoredMethod): Intent =>
  received(work, intent, recordCharge(work, intent, method, "succeeded"), method);

export const startProcessing = (work: Work, intent: Intent, method: StoredMethod): Intent => {
  const charge = recordCharge(work, intent, method, "pending");
  return change(work, "processing", { ...intent, next_action: null, latest_charge: charge.id });
};

/** The bank's answer for an intent in `processing`. */
export const settle = (work: Work, intent: Intent, method: StoredMethod, decline: Decline | undefined): Intent => {
  const pending = typeof intent.latest_charge === "string" ? work.records.charges.get(intent.latest_charge) : undefined;
  if (pending === undefined) throw new Error(`${intent.id} is processing without a charge`);
  const charge = settleCharge(work, pending, decline === undefined ? "succeeded" : "failed", decline);
  if (decline === undefined) return received(work, intent, charge, method);
  return fail(work, intent, charge, errorOf(method, decline));
};

/** The customer passed authentication: the card is charged. */
export const passAuthentication = (work: Work, intent: Intent, method: StoredMethod): Intent => {
  const behaviour = testPaymentMethod(method.testName)?.behaviour;
  const declined = behaviour?.kind === "authenticates" ? behaviour.thenDeclines : undefined;
  return declined === undefined ? succeed(work, intent, method) : decline(work, intent, method, declined);
};

/** The customer did not pass authentication. */
export const failAuthentication = (work: Work, intent: Intent, method: StoredMethod): Intent =>
  fail(work, intent, undefined, {
    code: "payment_intent_authentication_failure",
    doc_url: docUrl("payment_intent_authentication_failure"),
    message:
      "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new " +
      "PaymentMethod to attempt to fulfill this PaymentIntent again.",
    payment_method: method.object,
    type: "invalid_request_error",
  });

export const decline = (work: Work, intent: Intent, method: StoredMethod, reason: Decline): Intent => {
  const charge = recordCharge(work, intent, method, "failed", reason);
  return fail(work, intent, charge, errorOf(method, reason));
};

/** How whoever confirms hears of a decline: by an error that holds what the intent keeps as `last_payment_error`. */
const refusal = (intent: Intent): StripeError => {
  const { type: _, message = "", code = "", ...error } = intent.last_payment_error ?? {};
  return new StripeError(402, "card_error", { ...error, code, message, payment_intent: intent });
};

const received = (work: Work, intent: Intent, charge: Stripe.Charge, method: StoredMethod): Intent => {
  const paid = { amount_received: intent.amount, latest_charge: charge.id, next_action: null };
  const succeeded = change(work, "succeeded", { ...intent, ...paid });
  const disputes = testPaymentMethod(method.testName)?.disputes;
  if (disputes !== undefined) openDispute(work, charge.id, disputes);
  return succeeded;
};

const fail = (
  work: Work,
  intent: Intent,
  charge: Stripe.Charge | undefined,
  error: Stripe.PaymentIntent.LastPaymentError,
): Intent => {
  const failed: Intent = {
    ...intent,
    status: "requires_payment_method",
    payment_method: null,
    next_action: null,
    latest_charge: charge?.id ?? intent.latest_charge,
    last_payment_error: charge === undefined ? error : { ...error, charge: charge.id },
  };
  work.records.intents.put(failed);
  work.emit("payment_intent.payment_failed", failed);
  return failed;
};

type EventfulStatus = "succeeded" | "processing" | "requires_action";

/** Moves the intent and says so: these statuses are named like their events. */
const change = (work: Work, status: EventfulStatus, intent: Intent): Intent => {
  const changed = work.records.intents.put({ ...intent, status });
  work.emit(`payment_intent.${status}`, changed);
  return changed;
};

const errorOf = (method: StoredMethod, decline: Decline): Stripe.PaymentIntent.LastPaymentError => {
  const { code, decline_code, message } = decline;
  return { code, decline_code, doc_url: docUrl(code), message, payment_method: method.object, type: "card_error" };
};

const authenticate = (work: Work, intent: Intent, { returnUrl }: Confirmation): Stripe.PaymentIntent.NextAction => {
  const url = `${work.baseUrl}/_double/intents/${intent.id}/authenticate`;
  return returnUrl === null
    ? { type: "use_stripe_sdk", use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: url } }
    : { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl, url } };
};
