import type { Endpoint } from "./endpoint.ts";
import { StripeError } from "./stripe-error.ts";

/** What goes wrong with the next requests that match. */
export type FaultRule = {
  readonly next: number;
  /**
   * An HTTP status; `timeout` never answers; `drop` cuts the connection; `hold` keeps the request (and its idempotency
   * key) in flight until it is let go, and then answers normally.
   */
  readonly status: number | "timeout" | "drop" | "hold";
  /** `POST /v1/payment_intents`, `POST /v1/payment_intents/:id/confirm`, `POST /v1/*`; without it, everything. */
  readonly match?: string;
  /** The request takes effect; only its answer is lost or replaced. */
  readonly afterApply?: boolean;
  /** Whether the key remembers the injected status: by default 500 only, as at Stripe. */
  readonly remembered?: boolean;
};

export type Faults = {
  add(rule: FaultRule): void;
  clear(): void;
  /** The rule for this request, counted as used. */
  take(method: string, path: string, endpoint: Endpoint): FaultRule | undefined;
  /** Waits until held requests are let go. */
  held(): Promise<void>;
  /** Lets go of what is held; answers how many. */
  letGo(): number;
};

export const openFaults = (): Faults => {
  let rules: { rule: FaultRule; left: number }[] = [];
  let holding: (() => void)[] = [];
  return {
    add: (rule) => void rules.push({ rule, left: rule.next }),
    clear: () => {
      rules = [];
    },
    take: (method, path, endpoint) => {
      const names = [`${method} ${path}`, `${method} ${endpoint.path}`];
      const hit = rules.find(({ rule, left }) => left > 0 && names.some((name) => covers(rule.match ?? "*", name)));
      if (hit === undefined) return undefined;
      hit.left -= 1;
      return hit.rule;
    },
    held: () => new Promise((resolve) => holding.push(resolve)),
    letGo: () => {
      const waiting = holding;
      holding = [];
      for (const resolve of waiting) resolve();
      return waiting.length;
    },
  };
};

const covers = (pattern: string, name: string): boolean =>
  pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;

/** The error Stripe answers with this status when it is not the caller's fault. */
export const injectedError = (status: number): StripeError => {
  if (status === 429) {
    return new StripeError(status, "invalid_request_error", {
      code: "rate_limit",
      message: "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.",
    });
  }
  if (status === 409) {
    return new StripeError(status, "invalid_request_error", {
      code: "lock_timeout",
      message:
        "This object cannot be accessed right now because another API request or Stripe process is accessing it.",
    });
  }
  if (status < 500) return new StripeError(status, "invalid_request_error", { message: `Injected: HTTP ${status}.` });
  return new StripeError(status, "api_error", {
    message: "An unknown error occurred (injected). Check https://status.stripe.com for service status.",
  });
};
