import type Stripe from "stripe";
import type { Endpoint } from "./endpoint.ts";
import { boolean, email, optional, type Parameters, readParameters, required, text, url } from "./parameters.ts";
import { pay } from "./paying.ts";
import { findIntent, unexpectedState } from "./payment-intents.ts";
import { type MethodTypes, mightRedirect, returnUrlMissing } from "./payment-method-types.ts";
import { paymentMethodData, refuseCardNumber, type StoredMethod, usePaymentMethod } from "./payment-methods.ts";
import { invalidRequest } from "./stripe-error.ts";
import type { Work } from "./work.ts";

/** What `confirm` takes, and `create` too. */
export const confirmShape = {
  error_on_requires_action: optional(boolean),
  off_session: optional(boolean),
  payment_method: optional(text()),
  payment_method_data: optional(paymentMethodData),
  receipt_email: optional(email),
  return_url: optional(url),
  use_stripe_sdk: optional(boolean),
};
type Confirming = Parameters<typeof confirmShape>;

export const confirmPaymentIntent: Endpoint = {
  method: "POST",
  path: "/v1/payment_intents/:id/confirm",
  answers: "payment_intent",
  publishable: true,
  prepare: ({ id, params, caller }) => {
    const secret = caller === "publishable" ? required(text()) : optional(text());
    const { client_secret, ...given } = readParameters({ ...confirmShape, client_secret: secret }, params);
    if (caller === "secret") refuseCardNumber(given.payment_method_data);
    return (work) => confirm(work, findIntent(work, id, client_secret), given);
  },
};

export const confirm = (work: Work, intent: Stripe.PaymentIntent, given: Confirming): Stripe.PaymentIntent => {
  refuseFinished(intent, given);
  const method = methodFor(work, intent, given);
  checkAllowed(intent, method);
  checkReturnUrl(intent, given);
  const confirmed = { ...intent, receipt_email: given.receipt_email ?? intent.receipt_email };
  return pay(work, confirmed, method, {
    offSession: given.off_session === true || given.error_on_requires_action === true,
    returnUrl: given.return_url ?? null,
  });
};

/** Both checks hold for `create` as well, before it has made anything. */
export const checkReturnUrl = (types: MethodTypes, given: Confirming): void => {
  if (given.return_url === undefined && given.use_stripe_sdk !== true && mightRedirect(types)) throw returnUrlMissing();
};

export const checkAllowed = (intent: Stripe.PaymentIntent, method: StoredMethod): void => {
  if (!intent.payment_method_types.includes(method.object.type)) throw wrongType(intent, method);
};

const refuseFinished = (intent: Stripe.PaymentIntent, given: Confirming): void => {
  const { status } = intent;
  if (status === "succeeded" && given.payment_method === undefined) {
    const message =
      "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.";
    throw unexpectedState(intent, message);
  }
  if (status !== "succeeded" && status !== "canceled" && status !== "processing") return;
  const updatable = "one of the following statuses: requires_payment_method, requires_confirmation, requires_action.";
  throw given.payment_method === undefined
    ? unexpectedState(
        intent,
        `You cannot confirm this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with ` +
          "one of the following statuses may be confirmed: requires_confirmation, requires_action.",
      )
    : unexpectedState(
        intent,
        `This PaymentIntent's payment_method could not be updated because it has a status of ${status}. You may only ` +
          `update the payment_method of a PaymentIntent with ${updatable}`,
        "payment_method",
      );
};

const methodFor = (work: Work, intent: Stripe.PaymentIntent, given: Confirming): StoredMethod => {
  const kept = typeof intent.payment_method === "string" ? intent.payment_method : undefined;
  const name = given.payment_method ?? (given.payment_method_data === undefined ? kept : undefined);
  if (name !== undefined || given.payment_method_data !== undefined) {
    return usePaymentMethod(work, name, given.payment_method_data);
  }
  throw unexpectedState(
    intent,
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the " +
      "PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment " +
      "method or ConfirmationToken.",
  );
};

const wrongType = (intent: Stripe.PaymentIntent, method: StoredMethod) =>
  invalidRequest(
    `The PaymentMethod provided (${method.object.type}) is not allowed for this PaymentIntent. Please attach a ` +
      `PaymentMethod of one of the following types: ${intent.payment_method_types.join(", ")}.`,
    "payment_method",
    "payment_intent_incompatible_payment_method",
    { payment_intent: intent },
  );
