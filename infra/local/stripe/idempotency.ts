import type { Records } from "./records.ts";
import { invalidRequest, StripeError } from "./stripe-error.ts";

/** «After they're at least 24 hours old» (docs: Idempotent requests): here as soon as that is sure. */
const KEPT_SECONDS = 24 * 60 * 60;

type KeyedRequest = {
  readonly key: string;
  readonly path: string;
  /** The parameters in canonical order. */
  readonly form: string;
  readonly requestId: string;
};

/** The answer a key replays. Its id is the key. */
export type SavedReply = Omit<KeyedRequest, "key"> & {
  readonly id: string;
  readonly created: number;
  readonly status: number;
  readonly body: object;
};

type Attempt =
  | { readonly replayed: SavedReply }
  /** The key is in flight until `end`; `save` is called only if the endpoint began executing. */
  | { readonly replayed?: never; save(status: number, body: object): void; end(): void };

export type Idempotency = ReturnType<typeof openIdempotency>;

export const openIdempotency = (replies: Records["replies"]) => {
  const inFlight = new Set<string>();
  return {
    begin: ({ key, path, form, requestId }: KeyedRequest, now: number): Attempt => {
      if (key.length > 255) throw invalidRequest("Idempotency keys can be up to 255 characters long.");
      if (inFlight.has(key)) throw keyInUse(key);
      const saved = replies.get(key);
      if (saved !== undefined && now - saved.created <= KEPT_SECONDS) {
        if (saved.path !== path)
          throw mismatch(key, `for the same endpoint they were first used for ('${path}' vs '${saved.path}')`);
        if (saved.form !== form) throw mismatch(key, "with the same parameters they were first used with");
        return { replayed: saved };
      }
      inFlight.add(key);
      return {
        save: (status, body) => void replies.put({ id: key, path, form, created: now, requestId, status, body }),
        end: () => void inFlight.delete(key),
      };
    },
    /** Forgets one key or all, as Stripe does after a day. */
    forget: (key?: string) => {
      for (const { id } of replies.all()) if (key === undefined || key === id) replies.delete(id);
    },
  };
};

const mismatch = (key: string, only: string) =>
  new StripeError(400, "idempotency_error", {
    message:
      `Keys for idempotent requests can only be used ${only}. Try using a key other than '${key}' if you meant to ` +
      "execute a different request.",
  });

export const keyInUse = (key: string) =>
  new StripeError(409, "invalid_request_error", {
    code: "idempotency_key_in_use",
    message:
      "There is currently another in-progress request using this Idempotent Key (that probably means you submitted " +
      `twice, and the other request is still going through): ${key}. Please try again later.`,
  });
