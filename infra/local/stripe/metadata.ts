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
    if (key.length > 40) throw invalidRequest(tooLong("keys", 40, "a key", key), named);
    if (item.length > 500) throw invalidRequest(tooLong("values", 500, "a value", item), named);
    if (item !== "") pairs.push([key, item]);
  }
  return Object.fromEntries(pairs);
};

const tooLong = (what: string, limit: number, one: string, given: string): string =>
  `Metadata ${what} can have up to ${limit} characters. You passed in ${one} that is ${given.length} characters. ` +
  `Invalid ${one.replace("a ", "")}: ${given}`;
