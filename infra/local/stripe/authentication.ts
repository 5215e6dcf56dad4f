import { createHash, timingSafeEqual } from "node:crypto";
import type { Form } from "./form-encoding.ts";
import { StripeError } from "./stripe-error.ts";

export type Caller = "secret" | "publishable";
export type Keys = { readonly secretKey: string; readonly publishableKey: string };

/** Bearer, Basic with the key as user name, or Stripe.js's `key` parameter, which is taken out of the form. */
export const authenticate = (authorization: string | undefined, form: Form, keys: Keys): Caller => {
  const key = keyIn(authorization) ?? form.get("key");
  form.delete("key");
  if (typeof key !== "string" || key === "") {
    throw refused(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer " +
        "auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for " +
        "details, or we can help at https://support.stripe.com/.",
    );
  }
  if (same(key, keys.secretKey)) return "secret";
  if (same(key, keys.publishableKey)) return "publishable";
  throw refused(`Invalid API Key provided: ${masked(key)}`);
};

export const secretKeyRequired = () =>
  refused(
    "This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of " +
      "your API keys at https://dashboard.stripe.com/account/apikeys.",
    "secret_key_required",
  );

const refused = (message: string, code?: string): StripeError =>
  new StripeError(401, "invalid_request_error", { message, code });

const keyIn = (authorization: string | undefined): string | undefined => {
  const [scheme = "", value = ""] = authorization?.split(" ") ?? [];
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme.toLowerCase() !== "basic") return undefined;
  return Buffer.from(value, "base64").toString("utf8").split(":")[0];
};

const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (value: string): Buffer => createHash("sha256").update(value).digest();

const masked = (key: string): string =>
  key.length < 12 ? "*".repeat(key.length) : `${key.slice(0, 8)}${"*".repeat(key.length - 12)}${key.slice(-4)}`;
