import { isObject } from "../../json.ts";

/** DynamoDB Local writes an empty map in a stream record as `{}`, a value without its type; DynamoDB writes `{"M": {}}`. */
export function withEmptyMaps(image: unknown): unknown {
  if (!isObject(image)) return image;
  return Object.fromEntries(Object.entries(image).map(([name, value]) => [name, typed(value)]));
}

function typed(value: unknown): unknown {
  if (!isObject(value)) return value;
  if (Object.keys(value).length === 0) return { M: {} };
  if ("M" in value) return { M: withEmptyMaps(value.M) };
  if ("L" in value && Array.isArray(value.L)) return { L: value.L.map(typed) };
  return value;
}
