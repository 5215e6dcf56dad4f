import { isObject, type JsonObject } from "../json.ts";

/** Attributes in DynamoDB's JSON: `{ pk: { S: "…" }, … }`. */
export type Item = JsonObject;

/**
 * What an item weighs, in bytes (AWS: "DynamoDB item sizes and formats"): names and strings as UTF-8, raw bytes, 1 for
 * a truth value or null, 3 for a list or map and 1 more for each of its elements. Sets add nothing to their elements.
 * The 100 bytes of overhead per item and index entry are storage only.
 */
export function itemSize(item: Item): number {
  return sum(Object.entries(item), ([name, value]) => Buffer.byteLength(name) + valueSize(value));
}

export function valueSize(attribute: unknown): number {
  const [[type = "", value] = []] = isObject(attribute) ? Object.entries(attribute) : [];
  switch (type) {
    case "S":
      return Buffer.byteLength(String(value));
    case "N":
      return numberSize(String(value));
    case "B":
      return Buffer.byteLength(String(value), "base64");
    case "SS":
    case "NS":
    case "BS":
      return sum(list(value), (member) => valueSize({ [type.slice(0, 1)]: member }));
    case "L":
      return 3 + sum(list(value), (member) => 1 + valueSize(member));
    case "M":
      return (
        3 + sum(Object.entries(isObject(value) ? value : {}), ([name, member]) => 1 + itemSize({ [name]: member }))
      );
    default:
      return 1;
  }
}

/**
 * One byte, one for every two significant digits, one for a minus. Zeros around them do not count. The page says
 * "approximately": DynamoDB counts the digits before and after the point each by themselves, so that 3.14159 takes 5
 * bytes and 123456 takes 4 (measured against AWS by the public dynamodb-conformance suite, `numberByteSize`).
 */
export function numberSize(text: string): number {
  const [, minus, whole = "", fraction = "", exponent = "0"] =
    /^\s*(?:(-)|\+)?(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?\s*$/.exec(text) ?? [];
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  const first = digits.search(/[1-9]/);
  if (first < 0) return 1;
  const end = digits.replace(/0+$/, "").length;
  const before = Math.max(0, Math.min(point, end) - first);
  const after = Math.max(0, end - Math.max(point, first));
  return 1 + Math.ceil(before / 2) + Math.ceil(after / 2) + (minus ? 1 : 0);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function sum<T>(values: readonly T[], size: (value: T) => number): number {
  return values.reduce((total, value) => total + size(value), 0);
}
