import type Stripe from "stripe";
import type { Endpoint } from "./endpoint.ts";
import { inOrder } from "./lists.ts";
import { integer, optional, readParameters, required, text } from "./parameters.ts";
import { invalidRequest } from "./stripe-error.ts";

type Clause = (intent: Stripe.PaymentIntent) => boolean;

const shape = { query: required(text()), limit: optional(integer(1, 100)), page: optional(integer(0)) };

/** Search by metadata and status. Stripe finds a new intent after up to a minute; this finds it at once. */
export const searchPaymentIntents: Endpoint = {
  method: "GET",
  path: "/v1/payment_intents/search",
  answers: "payment_intent",
  lists: true,
  prepare: ({ params }) => {
    const { query, limit = 10, page = 0 } = readParameters(shape, params);
    const clauses = query.split(/\s+AND\s+/i).map(clauseOf);
    return (work) => {
      const found = inOrder(work.records.intents.all()).filter((intent) => clauses.every((clause) => clause(intent)));
      const rest = found.length > page + limit;
      return {
        object: "search_result",
        data: found.slice(page, page + limit),
        has_more: rest,
        next_page: rest ? String(page + limit) : null,
        url: "/v1/payment_intents/search",
      };
    };
  },
};

/** `metadata['key']:'value'` or `status:'succeeded'`, in either quotes. */
const clauseOf = (clause: string): Clause => {
  const [, , key, , value] = /^\s*metadata\[(["'])(.+?)\1\]:(["'])(.*)\3\s*$/.exec(clause) ?? [];
  if (key !== undefined) return (intent) => intent.metadata[key] === value;
  const [, , status] = /^\s*status:(["'])(\w+)\1\s*$/.exec(clause) ?? [];
  if (status !== undefined) return (intent) => intent.status === status;
  throw invalidRequest(`We were unable to parse your search query: ${clause}`, "query");
};
