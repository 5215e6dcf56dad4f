import type Stripe from "stripe";
import type { Endpoint } from "./endpoint.ts";
import { listing } from "./lists.ts";
import { oneOf, optional, readParameters, required, text } from "./parameters.ts";
import { invalidRequest, missingResource } from "./stripe-error.ts";
import type { Work } from "./work.ts";

type Intent = Stripe.PaymentIntent;

/** The intent of the path; with a client secret (always, for the publishable key), only if it is that intent's. */
export const findIntent = (work: Work, id: string, clientSecret?: string): Intent => {
  const intent = work.records.intents.get(id);
  if (intent === undefined) throw missingResource("payment_intent", id, "intent");
  if (clientSecret === undefined || clientSecret === intent.client_secret) return intent;
  throw invalidRequest(
    "The client_secret provided does not match any associated PaymentIntent on this account. Ensure the client_secret " +
      "was obtained from the same account as the API key.",
    "client_secret",
    "payment_intent_invalid_parameter",
  );
};

export const unexpectedState = (intent: Intent, message: string, param?: string) =>
  invalidRequest(message, param, "payment_intent_unexpected_state", { payment_intent: intent });

export const retrievePaymentIntent: Endpoint = {
  method: "GET",
  path: "/v1/payment_intents/:id",
  answers: "payment_intent",
  publishable: true,
  prepare: ({ id, params, caller }) => {
    const secret = caller === "publishable" ? required(text()) : optional(text());
    const given = readParameters({ client_secret: secret }, params);
    return (work) => findIntent(work, id, given.client_secret);
  },
};

const reasons = oneOf("duplicate", "fraudulent", "requested_by_customer", "abandoned");

export const cancelPaymentIntent: Endpoint = {
  method: "POST",
  path: "/v1/payment_intents/:id/cancel",
  answers: "payment_intent",
  prepare: ({ id, params }) => {
    const given = readParameters({ cancellation_reason: optional(reasons) }, params);
    return (work) => {
      const intent = findIntent(work, id);
      if (["succeeded", "canceled", "processing"].includes(intent.status)) throw notCancelable(intent);
      const canceled = work.records.intents.put({
        ...intent,
        status: "canceled",
        canceled_at: work.now,
        cancellation_reason: given.cancellation_reason ?? null,
        next_action: null,
      });
      work.emit("payment_intent.canceled", canceled);
      return canceled;
    };
  },
};

/** Stripe lets an intent in `processing` be canceled «in rare cases»; here it never is. */
const notCancelable = (intent: Intent) => {
  const rarely = intent.status === "processing" ? "" : ", processing";
  return unexpectedState(
    intent,
    `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one ` +
      "of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, " +
      `requires_action${rarely}.`,
  );
};

export const listPaymentIntents = listing("payment_intent", "intents", {}, () => true, {
  path: "/v1/payment_intents",
});
