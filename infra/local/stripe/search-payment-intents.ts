import type Stripe from "stripe";
import type { Endpoint } from "./endpoint.ts";
import { integer, optional, readParameters, required, text } from "./parameters.ts";
import { invalidRequest } from "./stripe-error.ts";
import type { Work } from "./work.ts";

type Intent = Stripe.PaymentIntent;
type Clause = (intent: Intent) => boolean;

/** «Under normal operating conditions, data is searchable in less than a minute» (docs: Search): here never sooner. */
const INDEXED_AFTER_SECONDS = 60;

const shape = { query: required(text()), limit: optional(integer(1, 100)), page: optional(integer(0)) };

export const searchPaymentIntents: Endpoint = {
  method: "GET",
  path: "/v1/payment_intents/search",
  answers: "payment_intent",
  lists: true,
  prepare: ({ params }) => {
    const { query, limit = 10, page = 0 } = readParameters(shape, params);
    const matches = readQuery(query);
    return (work) => {
      const found = indexed(work).filter(matches);
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

/** Every intent as it was last announced before the index fell behind, newest first. */
const indexed = ({ records, now }: Work): Intent[] => {
  const known = new Map<string, Intent>();
  for (const { type, created, data } of records.events.all()) {
    if (!type.startsWith("payment_intent.") || created + INDEXED_AFTER_SECONDS > now) continue;
    // Events of this name are about an intent; the type is a union over hundreds of names.
    const intent = data.object as Intent;
    known.set(intent.id, intent);
  }
  return [...known.values()].reverse();
};

const TOKEN =
  /\s*(?:(AND|OR)\s+)?(-)?(\w+)(?:\[("[^"]*"|'[^']*')\])?(:|~|>=?|<=?)("(?:\\.|[^"])*"|'(?:\\.|[^'])*'|null|\d+)(?=\s|$)/iy;

/** Clauses side by side or joined by AND mean all of them, by OR any; both in one query are refused (docs: Search). */
const readQuery = (query: string): Clause => {
  const clauses: Clause[] = [];
  const joints = new Set<string>();
  const end = query.trimEnd().length;
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < end; ) {
    const [, joint, minus, field = "", key, operator = "", value = ""] = TOKEN.exec(query) ?? unreadable(query);
    if (joint !== undefined && clauses.length === 0) unreadable(query);
    if (clauses.length > 0) joints.add(joint?.toUpperCase() ?? "AND");
    const clause = clauseOf(field, key && unquoted(key), operator, value);
    clauses.push(minus ? (intent) => !clause(intent) : clause);
  }
  if (clauses.length > 10 || joints.size > 1) unreadable(query);
  return joints.has("OR")
    ? (intent) => clauses.some((clause) => clause(intent))
    : (intent) => clauses.every((clause) => clause(intent));
};

/** Tokens match as a whole, numbers can be compared, `metadata['key']:null` finds intents without the key. */
const clauseOf = (field: string, key: string | undefined, operator: string, value: string): Clause => {
  if ((field === "metadata") !== (key !== undefined)) throw unsupported(field);
  switch (field) {
    case "metadata":
    case "currency":
    case "customer":
    case "status": {
      if (operator !== ":" || /^\d/.test(value)) throw unsupported(field, operator);
      const wanted = value === "null" ? null : unquoted(value);
      return (intent) => (key === undefined ? intent[field] : (intent.metadata[key] ?? null)) === wanted;
    }
    case "amount":
    case "created": {
      const wanted = Number(unquoted(value));
      if (operator === "~" || Number.isNaN(wanted)) throw unsupported(field, operator);
      return (intent) => COMPARE[operator]?.(intent[field], wanted) ?? false;
    }
    default:
      throw unsupported(field);
  }
};

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  ":": (a, b) => a === b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
};

const unquoted = (text: string): string => (/^["']/.test(text) ? text.slice(1, -1).replaceAll(/\\(.)/g, "$1") : text);

const unsupported = (field: string, operator?: string) =>
  invalidRequest(
    operator === undefined
      ? `Field \`${field}\` is an unsupported search field for resource \`payment_intents\`. See ` +
          "http://stripe.com/docs/search#query-fields for a list of supported fields."
      : `The operator \`${operator}\` or its value does not fit the field \`${field}\`.`,
    "query",
  );

const unreadable = (query: string): never => {
  throw invalidRequest(`We were unable to parse your search query: ${query}`, "query");
};
