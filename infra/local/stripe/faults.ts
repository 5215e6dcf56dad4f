import * as z from "zod";
import type { Endpoint } from "./endpoint.ts";
import { matches } from "./events.ts";
import { keyInUse } from "./idempotency.ts";
import { StripeError } from "./stripe-error.ts";

/** What goes wrong with the next requests that match. */
export const FaultRule = z.strictObject({
  next: z.int().min(0).default(1),
  /** So many that match go unharmed before. */
  skip: z.int().min(0).default(0),
  /**
   * An HTTP status; `timeout` never answers; `drop` cuts the connection; `hold` keeps the request (and its idempotency
   * key) in flight until it is let go, and then answers normally.
   */
  status: z.union([z.int().min(400).max(599), z.enum(["timeout", "drop", "hold"])]).default(500),
  /** `POST /v1/payment_intents`, `POST /v1/payment_intents/:id/confirm`, `POST /v1/*`; without it, everything. */
  match: z.string().default("*"),
  /** The request takes effect; only its answer is lost or replaced. */
  afterApply: z.boolean().default(false),
  /** Whether the key remembers the injected status: by default 500 only, as at Stripe. */
  remembered: z.boolean().optional(),
});
export type FaultRule = z.output<typeof FaultRule>;

export type Faults = ReturnType<typeof openFaults>;

export const openFaults = () => {
  let rules: { rule: FaultRule; skip: number; left: number }[] = [];
  let holding: (() => void)[] = [];
  let struck = 0;
  return {
    add: (rule: FaultRule) => void rules.push({ rule, skip: rule.skip, left: rule.next }),
    clear: () => {
      rules = [];
    },
    /** The rule for this request, counted as used. */
    take: (method: string, path: string, endpoint: Endpoint): FaultRule | undefined => {
      const names = [`${method} ${path}`, `${method} ${endpoint.path}`];
      const hit = rules.find(({ rule, left }) => left > 0 && names.some((name) => matches(rule.match, name)));
      if (hit === undefined) return undefined;
      hit[hit.skip > 0 ? "skip" : "left"] -= 1;
      if (hit.left === hit.rule.next) return undefined;
      struck += 1;
      return hit.rule;
    },
    /** How many requests went wrong so far. */
    struck: () => struck,
    /** Waits until held requests are let go. */
    held: () => new Promise<void>((resolve) => holding.push(resolve)),
    /** Answers how many were held. */
    letGo: () => {
      const waiting = holding;
      holding = [];
      for (const resolve of waiting) resolve();
      return waiting.length;
    },
  };
};

/** The error Stripe answers with this status when it is not the caller's fault. */
export const injectedError = (status: number): StripeError => {
  if (status === 409) return keyInUse("(injected)");
  if (status === 429) {
    const message = "Request rate limit exceeded. Learn more at https://stripe.com/docs/rate-limits.";
    return new StripeError(status, "invalid_request_error", { code: "rate_limit", message });
  }
  if (status < 500) return new StripeError(status, "invalid_request_error", { message: `Injected: HTTP ${status}.` });
  return new StripeError(status, "api_error", { message: "An unknown error occurred (injected)." });
};
