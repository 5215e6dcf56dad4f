import type { ObjectKind } from "./endpoint.ts";
import type { Records } from "./records.ts";
import { invalidRequest } from "./stripe-error.ts";

type Expandable = ObjectKind | "payment_method" | "refunds";

/** Which fields of what can be expanded, and into what. */
const FIELDS: Readonly<Record<Expandable, Readonly<Record<string, Expandable>>>> = {
  payment_intent: { latest_charge: "charge", payment_method: "payment_method" },
  charge: { payment_intent: "payment_intent", refunds: "refunds" },
  refund: { charge: "charge", payment_intent: "payment_intent", payment_method: "payment_method" },
  refunds: {},
  payment_method: {},
  event: {},
};

/** Answers a copy with the ids on its path replaced by what they stand for. */
type Expand = (object: object, records: Records) => object;

/** Checks an `expand[]` path; lists expand in each of their `data`. */
export const expanding = (path: string, kind: ObjectKind, lists: boolean): Expand => {
  const fields = path.split(".");
  if ((lists && fields.shift() !== "data") || fields.length === 0 || fields.length > 4) throw notExpandable(path);
  const expand = stepping(fields, kind, path);
  if (!lists) return expand;
  return (list, records) => ({
    ...list,
    // What an endpoint that lists answers has `data`.
    data: (list as { data: object[] }).data.map((item) => expand(item, records)),
  });
};

const stepping = ([field, ...rest]: readonly string[], kind: Expandable, path: string): Expand => {
  if (field === undefined) return (object) => object;
  const next = Object.hasOwn(FIELDS[kind], field) ? FIELDS[kind][field] : undefined;
  if (next === undefined) throw notExpandable(path);
  const expand = stepping(rest, next, path);
  return (object, records) => {
    const found = lookUp({ ...object }, field, next, records);
    return { ...object, [field]: found && expand(found, records) };
  };
};

const lookUp = (object: Readonly<Record<string, unknown>>, field: string, kind: Expandable, records: Records) => {
  if (kind === "refunds") {
    const data = records.refunds.all().filter((refund) => refund.charge === object.id);
    return { object: "list", data: data.toReversed(), has_more: false, url: `/v1/charges/${object.id}/refunds` };
  }
  const value = object[field];
  if (typeof value !== "string") return typeof value === "object" ? value : null;
  if (kind === "payment_method") return records.methods.get(value)?.object ?? null;
  return (kind === "charge" ? records.charges : records.intents).get(value) ?? null;
};

const notExpandable = (path: string) => invalidRequest(`This property cannot be expanded (${path}).`, "expand");
