import type Stripe from "stripe";
import { checkAllowed, checkReturnUrl, confirm, confirmShape } from "./confirm-payment-intent.ts";
import { checkChargeable, currency } from "./currencies.ts";
import type { Endpoint } from "./endpoint.ts";
import { metadata } from "./metadata.ts";
import { nulls } from "./nulls.ts";
import { boolean, integer, oneOf, optional, type Parameters, readParameters, required, text } from "./parameters.ts";
import { chooseMethodTypes, type MethodTypes, methodTypeShape } from "./payment-method-types.ts";
import { refuseCardNumber, usePaymentMethod } from "./payment-methods.ts";
import { invalidRequest } from "./stripe-error.ts";
import type { Work } from "./work.ts";

const shape = {
  amount: required(integer(1)),
  currency: required(currency),
  ...methodTypeShape,
  ...confirmShape,
  // `manual`, and with it `requires_capture`, is not spoken.
  capture_method: optional(oneOf("automatic", "automatic_async")),
  confirm: optional(boolean),
  description: optional(text(1000)),
  metadata: optional(metadata),
  statement_descriptor_suffix: optional(text(22)),
};

/** `POST /v1/payment_intents`; with `confirm`, it is paid in the same request. Customers and later use are not spoken. */
export const createPaymentIntent: Endpoint = {
  method: "POST",
  path: "/v1/payment_intents",
  answers: "payment_intent",
  prepare: ({ params }) => {
    const given = readParameters(shape, params);
    refuseCardNumber(given.payment_method_data);
    checkChargeable(given.amount, given.currency);
    if (given.confirm !== true) refuseConfirmationOnly(given);
    const types = chooseMethodTypes(given, given.currency);
    if (given.confirm === true) checkReturnUrl(types, given);
    return (work) => create(work, given, types);
  },
};

type Given = Parameters<typeof shape>;

const refuseConfirmationOnly = (given: Given): void => {
  for (const param of ["return_url", "off_session", "error_on_requires_action"] as const) {
    if (given[param] === undefined) continue;
    const message = `The parameter \`${param}\` cannot be passed when creating a PaymentIntent unless \`confirm\` is set to true.`;
    throw invalidRequest(message, param);
  }
};

const create = (work: Work, given: Given, types: MethodTypes): Stripe.PaymentIntent => {
  const names = given.payment_method !== undefined || given.payment_method_data !== undefined;
  const method = names ? usePaymentMethod(work, given.payment_method, given.payment_method_data) : undefined;
  const intent = newIntent(work, given, types, method?.id ?? null);
  if (method !== undefined) checkAllowed(intent, method);
  work.records.intents.put(intent);
  work.emit("payment_intent.created", intent);
  return given.confirm === true ? confirm(work, intent, { ...given, payment_method: method?.id }) : intent;
};

const newIntent = (work: Work, given: Given, types: MethodTypes, method: string | null): Stripe.PaymentIntent => {
  const id = work.newId("pi");
  return {
    id,
    object: "payment_intent",
    ...types,
    amount: given.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    capture_method: given.capture_method ?? "automatic_async",
    client_secret: work.newClientSecret(id),
    confirmation_method: "automatic",
    created: work.now,
    currency: given.currency,
    description: given.description ?? null,
    livemode: false,
    metadata: given.metadata ?? {},
    payment_method: method,
    payment_method_options: {
      card: { ...nulls("installments mandate_options network"), request_three_d_secure: "automatic" },
    },
    receipt_email: given.receipt_email ?? null,
    statement_descriptor_suffix: given.statement_descriptor_suffix ?? null,
    status: method === null ? "requires_payment_method" : "requires_confirmation",
    ...nulls("canceled_at cancellation_reason last_payment_error latest_charge next_action processing"),
    ...nulls("application application_fee_amount customer customer_account managed_payments on_behalf_of"),
    ...nulls("payment_method_configuration_details payment_record review setup_future_usage shipping source"),
    ...nulls("statement_descriptor transfer_data transfer_group"),
  };
};
