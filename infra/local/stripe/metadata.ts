import type { Reader } from "./parameters.ts";
import { invalidRequest } from "./stripe-error.ts";

/** At most 50 pairs, keys to 40 characters, values to 500; an empty value leaves its key out. */
export const metadata: Reader<Record<string, string>> = (value, param) => {
  if (value === "") return {};
  if (typeof value === "string") throw invalidRequest("Invalid object", param);
  if (value.size > 50) throw invalidRequest("Metadata can have up to 50 keys.", param);
  const pairs: [string, string][] = [];
  for (const [key, item] of value) {
    const named = `${param}[${key}]`;
    if (typeof item !== "string") throw invalidRequest("Metadata values must be strings.", named);
    if (key.length > 40) throw invalidRequest(tooLong("key", 40, key), named);
    if (item.length > 500) throw invalidRequest(tooLong("value", 500, item), named);
    if (item !== "") pairs.push([key, item]);
  }
  return Object.fromEntries(pairs);
};

const tooLong = (what: "key" | "value", limit: number, given: string): string =>
  `Metadata ${what}s can have up to ${limit} characters, but you passed in a ${what} that is ${given.length} ` +
  `characters. Invalid ${what}: ${given}`;
