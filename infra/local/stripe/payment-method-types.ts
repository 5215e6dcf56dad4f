import type Stripe from "stripe";
import { boolean, list, object, oneOf, optional, type Parameters, type Reader, required, text } from "./parameters.ts";
import { invalidRequest } from "./stripe-error.ts";

/** What is switched on in this account's dashboard; like Stripe, it offers only what fits the currency. */
const ACTIVATED = ["card", "link", "us_bank_account"];
const enabledFor = (currency: string): string[] => ACTIVATED.slice(0, currency === "usd" ? 3 : 2);

const activated: Reader<string> = (value, param) => {
  const type = text()(value, param);
  if (ACTIVATED.includes(type)) return type;
  const message =
    `The payment method type "${type}" is invalid. Please ensure the provided type is activated in your dashboard ` +
    "(https://dashboard.stripe.com/account/payments/settings) and your account is enabled for any preview features " +
    "that you are trying to use.";
  throw invalidRequest(message, param);
};

/** The parameters of `create` that decide which kinds of payment method an intent takes. */
export const methodTypeShape = {
  automatic_payment_methods: optional(
    object({ enabled: required(boolean), allow_redirects: optional(oneOf("always", "never")) }),
  ),
  allowed_payment_method_types: optional(list(activated)),
  excluded_payment_method_types: optional(list(text())),
  payment_method_types: optional((_value, param): never => {
    const message =
      "The `payment_method_types` parameter is no longer supported on this API version. Use " +
      "`allowed_payment_method_types`, `excluded_payment_method_types` or dynamic payment methods instead.";
    throw invalidRequest(message, param, "payment_method_types_no_longer_supported");
  }),
};

type Chosen = Parameters<typeof methodTypeShape>;
export type MethodTypes = Pick<
  Stripe.PaymentIntent,
  | "allowed_payment_method_types"
  | "automatic_payment_methods"
  | "excluded_payment_method_types"
  | "payment_method_types"
>;

export const chooseMethodTypes = (chosen: Chosen, currency: string): MethodTypes => {
  const { automatic_payment_methods: automatic } = chosen;
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = chosen;
  if (allowed !== undefined && (automatic !== undefined || excluded !== undefined)) {
    const other = automatic === undefined ? "excluded_payment_method_types" : "automatic_payment_methods";
    const message = `You may only specify one of these parameters: allowed_payment_method_types, ${other}.`;
    throw invalidRequest(message, "allowed_payment_method_types", "parameters_exclusive");
  }
  const offered = automatic?.enabled === false ? ["card"] : enabledFor(currency);
  const types = offered.filter((type) => allowed?.includes(type) ?? !excluded?.includes(type));
  if (types.length === 0) {
    const message = "No valid payment method types for this Payment Intent.";
    throw invalidRequest(message, allowed === undefined ? undefined : "allowed_payment_method_types");
  }
  return {
    allowed_payment_method_types: allowed ?? null,
    automatic_payment_methods: allowed === undefined ? automaticOf(automatic) : null,
    excluded_payment_method_types: excluded ?? null,
    payment_method_types: types,
  };
};

/** On unless it was switched off: since API version 2023-08-16 an intent takes dynamic payment methods by default. */
const automaticOf = (given: Chosen["automatic_payment_methods"]): MethodTypes["automatic_payment_methods"] =>
  given?.enabled === false ? null : { allow_redirects: given?.allow_redirects ?? "always", enabled: true };

/** Whether the customer might be sent to another page, so that Stripe wants to know where to return to. */
export const mightRedirect = (intent: MethodTypes): boolean =>
  intent.automatic_payment_methods?.enabled === true && intent.automatic_payment_methods.allow_redirects === "always";

export const returnUrlMissing = () =>
  invalidRequest(
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these " +
      "payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't " +
      "want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and " +
      "`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
  );
