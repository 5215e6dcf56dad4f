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

/** A checked `expand[]` path, each step with what stands there. */
type ExpandPath = readonly { readonly field: string; readonly kind: Expandable }[];

export const expandPath = (path: string, kind: ObjectKind, lists: boolean): ExpandPath => {
  const fields = path.split(".");
  if (lists && fields.shift() !== "data") throw notExpandable(path);
  if (fields.length === 0 || fields.length > 4) throw notExpandable(path);
  let at: Expandable = kind;
  return fields.map((field) => {
    const next = Object.hasOwn(FIELDS[at], field) ? FIELDS[at][field] : undefined;
    if (next === undefined) throw notExpandable(path);
    at = next;
    return { field, kind: next };
  });
};

/** A copy with the path's ids replaced by what they stand for; lists expand in each of their `data`. */
export const expandObject = (object: object, path: ExpandPath, records: Records): object => {
  if ("data" in object && Array.isArray(object.data)) {
    return { ...object, data: object.data.map((item: object) => expandObject(item, path, records)) };
  }
  const [step, ...rest] = path;
  if (step === undefined) return object;
  const found = lookUp(object, step.field, step.kind, records);
  return { ...object, [step.field]: found === null ? null : expandObject(found, rest, records) };
};

const lookUp = (object: object, field: string, kind: Expandable, records: Records): object | null => {
  if (kind === "refunds") return refundsOf(object, records);
  const value: unknown = Object.entries(object).find(([name]) => name === field)?.[1];
  if (typeof value !== "string") return typeof value === "object" ? value : null;
  switch (kind) {
    case "payment_intent":
      return records.intents.get(value) ?? null;
    case "charge":
      return records.charges.get(value) ?? null;
    case "payment_method":
      return records.methods.get(value)?.object ?? null;
    default:
      return null;
  }
};

const refundsOf = (charge: object, records: Records): object => {
  const id = "id" in charge ? String(charge.id) : "";
  const data = records.refunds.all().filter((refund) => refund.charge === id);
  return { object: "list", data: data.toReversed(), has_more: false, url: `/v1/charges/${id}/refunds` };
};

const notExpandable = (path: string) => invalidRequest(`This property cannot be expanded (${path}).`, "expand");
