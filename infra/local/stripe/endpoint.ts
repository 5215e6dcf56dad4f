import type { Caller } from "./authentication.ts";
import type { Form } from "./form-encoding.ts";
import type { Work } from "./work.ts";

export type ObjectKind =
  | ("payment_intent" | "charge" | "refund" | "dispute")
  | ("balance_transaction" | "balance" | "event");

type ApiRequest = {
  readonly caller: Caller;
  /** The `:id` of the path, or an empty text. */
  readonly id: string;
  /** Body or query, without `expand` and `key`. */
  readonly params: Form;
};

/** One operation of Stripe's API. */
export type Endpoint = {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** What it answers, or lists: decides what `expand` may name. */
  readonly answers: ObjectKind;
  readonly lists?: true;
  /** May be called with the publishable key and the intent's client secret, as Stripe.js does. */
  readonly publishable?: true;
  /**
   * Refuses bad parameters and answers what is left to execute. Stripe remembers, under an idempotency key, only what
   * was executed: an error thrown here is forgotten, one thrown by the answered function is replayed.
   */
  readonly prepare: (request: ApiRequest) => (work: Work) => object;
};
