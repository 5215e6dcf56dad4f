import { closeDispute, updateDispute } from "./answer-dispute.ts";
import { listBalanceTransactions, retrieveBalance, retrieveBalanceTransaction } from "./balance-transactions.ts";
import { confirmPaymentIntent } from "./confirm-payment-intent.ts";
import { createPaymentIntent } from "./create-payment-intent.ts";
import { createRefund } from "./create-refund.ts";
import { listDisputes, retrieveDispute } from "./disputes.ts";
import type { Endpoint } from "./endpoint.ts";
import { listEvents, retrieveEvent } from "./events.ts";
import { listing, retrieving } from "./lists.ts";
import { optional, text } from "./parameters.ts";
import { cancelPaymentIntent, listPaymentIntents, retrievePaymentIntent } from "./payment-intents.ts";
import { searchPaymentIntents } from "./search-payment-intents.ts";
import { StripeError } from "./stripe-error.ts";

const ofPayment = { charge: optional(text()), payment_intent: optional(text()) };
const listRefunds = listing("refund", "refunds", ofPayment, (refund, { charge, payment_intent: intent }) => {
  return [refund.charge, undefined].includes(charge) && [refund.payment_intent, undefined].includes(intent);
});

/** Everything of Stripe's API that the double speaks; fixed paths before those with an id. */
const ENDPOINTS: readonly Endpoint[] = [
  createPaymentIntent,
  listPaymentIntents,
  searchPaymentIntents,
  retrievePaymentIntent,
  confirmPaymentIntent,
  cancelPaymentIntent,
  retrieving("charge", "charges"),
  createRefund,
  listRefunds,
  retrieving("refund", "refunds"),
  listDisputes,
  closeDispute,
  updateDispute,
  retrieveDispute,
  listBalanceTransactions,
  retrieveBalanceTransaction,
  retrieveBalance,
  listEvents,
  retrieveEvent,
];

export const findEndpoint = (method: string, path: string): { readonly endpoint: Endpoint; readonly id: string } => {
  for (const endpoint of ENDPOINTS) {
    const id = endpoint.method === method ? idIn(path, endpoint.path) : undefined;
    if (id !== undefined) return { endpoint, id };
  }
  throw new StripeError(404, "invalid_request_error", {
    message:
      `Unrecognized request URL (${method}: ${path}). The Stripe double speaks only part of the API; see ` +
      "https://stripe.com/docs for the rest.",
  });
};

/** The text where the template has `:id`; an empty text for a template without; `undefined` if the path differs. */
const idIn = (path: string, template: string): string | undefined => {
  const [before = "", after] = template.split(":id");
  if (after === undefined) return path === template ? "" : undefined;
  if (!path.startsWith(before) || !path.endsWith(after)) return undefined;
  const id = path.slice(before.length, path.length - after.length);
  return id === "" || id.includes("/") ? undefined : id;
};
