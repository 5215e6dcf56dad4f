import { asOf } from "./balance-transactions.ts";
import type { ObjectKind } from "./endpoint.ts";
import { invalidRequest } from "./stripe-error.ts";
import type { Work } from "./work.ts";

type Expandable = ObjectKind | "payment_method" | "refunds" | "source";

/** Which fields of what can be expanded, and into what. */
const FIELDS: Readonly<Record<Expandable, Readonly<Record<string, Expandable>>>> = {
  payment_intent: { latest_charge: "charge", payment_method: "payment_method" },
  charge: { balance_transaction: "balance_transaction", payment_intent: "payment_intent", refunds: "refunds" },
  refund: {
    ...{ charge: "charge", payment_intent: "payment_intent", payment_method: "payment_method" },
    ...{ balance_transaction: "balance_transaction", failure_balance_transaction: "balance_transaction" },
  },
  dispute: { charge: "charge", payment_intent: "payment_intent" },
  balance_transaction: { source: "source" },
  refunds: {},
  payment_method: {},
  source: {},
  balance: {},
  event: {},
};

/** Answers a copy with the ids on its path replaced by what they stand for. */
type Expand = (object: object, work: Work) => object;

/** Checks an `expand[]` path; lists expand in each of their `data`. */
export const expanding = (path: string, kind: ObjectKind, lists: boolean): Expand => {
  const fields = path.split(".");
  if ((lists && fields.shift() !== "data") || fields.length === 0 || fields.length > 4) throw notExpandable(path);
  const expand = stepping(fields, kind, path);
  if (!lists) return expand;
  return (list, work) => ({
    ...list,
    // What an endpoint that lists answers has `data`.
    data: (list as { data: object[] }).data.map((item) => expand(item, work)),
  });
};

const stepping = ([field, ...rest]: readonly string[], kind: Expandable, path: string): Expand => {
  if (field === undefined) return (object) => object;
  const next = Object.hasOwn(FIELDS[kind], field) ? FIELDS[kind][field] : undefined;
  if (next === undefined) throw notExpandable(path);
  const expand = stepping(rest, next, path);
  return (object, work) => {
    const found = lookUp({ ...object }, field, next, work);
    return { ...object, [field]: found && expand(found, work) };
  };
};

const lookUp = (object: Readonly<Record<string, unknown>>, field: string, kind: Expandable, { records, now }: Work) => {
  if (kind === "refunds") {
    const data = records.refunds.all().filter((refund) => refund.charge === object.id);
    return { object: "list", data: data.toReversed(), has_more: false, url: `/v1/charges/${object.id}/refunds` };
  }
  const value = object[field];
  if (typeof value !== "string") return typeof value === "object" ? value : null;
  if (kind === "payment_method") return records.methods.get(value)?.object ?? null;
  if (kind === "balance_transaction") {
    const transaction = records.transactions.get(value);
    return transaction === undefined ? null : asOf(transaction, now);
  }
  if (kind === "source") {
    return records.charges.get(value) ?? records.refunds.get(value) ?? records.disputes.get(value) ?? null;
  }
  return (kind === "charge" ? records.charges : records.intents).get(value) ?? null;
};

const notExpandable = (path: string) => invalidRequest(`This property cannot be expanded (${path}).`, "expand");
