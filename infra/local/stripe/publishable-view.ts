import { StripeError } from "./stripe-error.ts";

const SHOWN = new Set(
  (
    "id object amount amount_details automatic_payment_methods canceled_at cancellation_reason capture_method " +
    "client_secret confirmation_method created currency description last_payment_error livemode next_action " +
    "payment_method payment_method_configuration_details payment_method_types processing receipt_email " +
    "setup_future_usage shipping source status"
  ).split(" "),
);

/** What a publishable key gets to see of a PaymentIntent, in an answer or in an error: no metadata, no charge. */
export const asSeenPublicly = (run: () => object): object => {
  try {
    return publicFields(run());
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
    const { payment_intent: intent } = error.detail;
    if (typeof intent !== "object" || intent === null) throw error;
    throw new StripeError(error.status, error.type, { ...error.detail, payment_intent: publicFields(intent) });
  }
};

const publicFields = (intent: object): object =>
  Object.fromEntries(Object.entries(intent).filter(([field]) => SHOWN.has(field)));
