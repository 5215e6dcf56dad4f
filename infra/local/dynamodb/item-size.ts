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
 * "approximately": the pairs of digits begin at the point, so that 3.14159 takes 5 bytes (03 14 15 90) where 314159 takes
 * 4 (as the public dynamodb-conformance suite measured against AWS, `numberByteSize`, and as DynamoDB Local counts).
 */
export function numberSize(text: string): number {
  const [, minus, whole = "", fraction = "", exponent = "0"] =
    /^\s*(?:(-)|\+)?(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?\s*$/.exec(text) ?? [];
  const digits = whole + fraction;
  const first = digits.search(/[1-9]/);
  if (first < 0) return 1;
  const last = digits.replace(/0+$/, "").length - 1;
  /** The power of ten a digit stands for. */
  const power = (place: number) => whole.length + Number(exponent) - 1 - place;
  return 1 + Math.floor(power(first) / 2) - Math.floor(power(last) / 2) + 1 + (minus ? 1 : 0);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function sum<T>(values: readonly T[], size: (value: T) => number): number {
  return values.reduce((total, value) => total + size(value), 0);
}
