import { createHash } from "node:crypto";
import type { Records } from "./records.ts";
import { invalidRequest, StripeError } from "./stripe-error.ts";

const KEPT_SECONDS = 24 * 60 * 60;

/** The answer a key replays. Its id is the key. */
export type SavedReply = {
  readonly id: string;
  readonly path: string;
  readonly fingerprint: string;
  readonly created: number;
  readonly requestId: string;
  readonly status: number;
  readonly body: object;
};

type KeyedRequest = {
  readonly key: string;
  readonly path: string;
  /** The parameters in canonical order. */
  readonly form: string;
  readonly requestId: string;
};

type Attempt =
  | { readonly replayed: SavedReply }
  /** The key is in flight until `end`; `save` is called only if the endpoint began executing. */
  | { readonly replayed?: never; save(status: number, body: object): void; end(): void };

export type Idempotency = {
  begin(request: KeyedRequest, now: number): Attempt;
  /** Forgets one key or all, as Stripe does after a day. */
  forget(key?: string): void;
};

export const openIdempotency = (replies: Records["replies"]): Idempotency => {
  const inFlight = new Set<string>();
  return {
    begin: (request, now) => {
      const { key, path, requestId } = request;
      if (key.length > 255) throw invalidRequest("Idempotency keys can be up to 255 characters long.");
      if (inFlight.has(key)) throw keyInUse(key);
      const saved = replies.get(key);
      const fingerprint = fingerprintOf(request);
      if (saved !== undefined && now - saved.created < KEPT_SECONDS) {
        compare(saved, path, fingerprint);
        return { replayed: saved };
      }
      inFlight.add(key);
      return {
        save: (status, body) => void replies.put({ id: key, path, fingerprint, created: now, requestId, status, body }),
        end: () => void inFlight.delete(key),
      };
    },
    forget: (key) => {
      for (const { id } of replies.all()) if (key === undefined || key === id) replies.delete(id);
    },
  };
};

const compare = (saved: SavedReply, path: string, fingerprint: string): void => {
  const otherwise = `Try using a key other than '${saved.id}' if you meant to execute a different request.`;
  if (saved.path !== path) {
    throw mismatch(
      "Keys for idempotent requests can only be used for the same endpoint they were first used for " +
        `('${path}' vs '${saved.path}'). ${otherwise}`,
    );
  }
  if (saved.fingerprint !== fingerprint) {
    const reason = "Keys for idempotent requests can only be used with the same parameters they were first used with.";
    throw mismatch(`${reason} ${otherwise}`);
  }
};

const mismatch = (message: string) => new StripeError(400, "idempotency_error", { message });

export const keyInUse = (key: string) =>
  new StripeError(409, "invalid_request_error", {
    code: "idempotency_key_in_use",
    message:
      "There is currently another in-progress request using this Idempotent Key (that probably means you submitted " +
      `twice, and the other request is still going through): ${key}. Please try again later.`,
  });

const fingerprintOf = ({ form }: KeyedRequest): string => createHash("sha256").update(form).digest("hex");
