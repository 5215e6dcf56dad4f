import type Stripe from "stripe";
import type { Endpoint } from "./endpoint.ts";
import { listing, retrieving } from "./lists.ts";
import { nulls } from "./nulls.ts";
import { optional, readParameters, text } from "./parameters.ts";
import type { Work } from "./work.ts";

type Transaction = Stripe.BalanceTransaction;

/** A charge's money can be paid out two days after it; all else counts at once. */
const CHARGE_SETTLES_AFTER_SECONDS = 2 * 24 * 60 * 60;

/** What moves the balance, by the name `type` has for it. */
const KINDS = {
  charge: { type: "charge", reporting_category: "charge", fee: "Stripe processing fees" },
  refund: { type: "refund", reporting_category: "refund", fee: undefined },
  refund_failure: { type: "refund_failure", reporting_category: "refund_failure", fee: undefined },
  dispute: { type: "adjustment", reporting_category: "dispute", fee: "Dispute fee" },
  dispute_reversal: { type: "adjustment", reporting_category: "dispute_reversal", fee: undefined },
} as const;

type Entry = {
  /** What is added to the balance, or taken from it if negative; Stripe's fee apart. */
  readonly amount: number;
  readonly currency: string;
  readonly source: string;
  readonly description?: string | null;
  readonly fee?: number;
};

/** Books what moves the balance. Every transaction there is was made here. */
export const book = (work: Work, kind: keyof typeof KINDS, entry: Entry): Transaction => {
  const { amount, currency, source, description = null, fee = 0 } = entry;
  const { type, reporting_category, fee: feeName } = KINDS[kind];
  const detail = { amount: fee, application: null, currency, description: feeName ?? null, type: "stripe_fee" };
  return work.records.transactions.put({
    id: work.newId("txn"),
    object: "balance_transaction",
    amount,
    available_on: work.now + (kind === "charge" ? CHARGE_SETTLES_AFTER_SECONDS : 0),
    balance_type: "payments",
    created: work.now,
    currency,
    description,
    ...nulls("exchange_rate"),
    fee,
    fee_details: fee === 0 ? [] : [detail],
    net: amount - fee,
    reporting_category,
    source,
    status: kind === "charge" ? "pending" : "available",
    type,
  });
};

/** A transaction as it is by now: only time makes a pending one available. */
export const asOf = (transaction: Transaction, now: number): Transaction => ({
  ...transaction,
  status: transaction.available_on <= now ? "available" : "pending",
});

const shown = (transaction: Transaction, { now }: Work) => asOf(transaction, now);
const path = "/v1/balance_transactions";

export const retrieveBalanceTransaction = retrieving("balance_transaction", "transactions", { path, shown });

const filters = { currency: optional(text()), source: optional(text()), type: optional(text()) };
/** Payouts are not spoken: whoever asks for one's transactions is refused. */
export const listBalanceTransactions = listing(
  "balance_transaction",
  "transactions",
  filters,
  (transaction, { currency, source, type }) =>
    [transaction.currency, undefined].includes(currency?.toLowerCase()) &&
    [transaction.source, undefined].includes(source) &&
    [transaction.type, undefined].includes(type),
  { path, shown },
);

/** `GET /v1/balance`: what all transactions add up to, by currency. */
export const retrieveBalance: Endpoint = {
  method: "GET",
  path: "/v1/balance",
  answers: "balance",
  prepare: ({ params }) => {
    readParameters({}, params);
    return ({ records, now }) => {
      const all = records.transactions.all().map((transaction) => asOf(transaction, now));
      return { object: "balance", available: sums(all, "available"), livemode: false, pending: sums(all, "pending") };
    };
  },
};

/** A balance nothing has ever moved is shown as nothing in dollars. */
const sums = (all: readonly Transaction[], status: string): Stripe.Balance.Available[] => {
  const found = new Map<string, number>();
  for (const { currency } of all) found.set(currency, 0);
  if (found.size === 0) found.set("usd", 0);
  for (const one of all) {
    if (one.status === status) found.set(one.currency, (found.get(one.currency) ?? 0) + one.net);
  }
  return [...found].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
};
