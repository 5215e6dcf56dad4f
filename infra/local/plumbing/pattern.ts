import { isObject, type JsonObject } from "../json.ts";
import { leafMatcher } from "./pattern-leaf.ts";

export type Matches = (event: unknown) => boolean;

/**
 * An EventBridge event pattern, as rules and event source mappings use it: every field named must match one of its
 * listed values. A field holding a list matches when any element does. Throws on an operator it does not know, so
 * that a rule never matches less here than on AWS without a word.
 */
export function compilePattern(pattern: JsonObject): Matches {
  const checks = Object.entries(pattern).map(([field, wanted]) => fieldCheck(field, wanted));
  return (event) => isObject(event) && checks.every((check) => check(event));
}

type Check = (event: JsonObject) => boolean;

function fieldCheck(field: string, wanted: unknown): Check {
  if (field === "$or" && Array.isArray(wanted)) {
    const alternatives = wanted.map((alternative) => compilePattern(expectObject(alternative, field)));
    return (event) => alternatives.some((matches) => matches(event));
  }
  if (Array.isArray(wanted)) {
    const leaves = wanted.map((leaf) => leafMatcher(leaf, field));
    return (event) => leaves.some((matches) => matches(event[field]));
  }
  const nested = expectObject(wanted, field);
  const matches = compilePattern(nested);
  // A missing object still satisfies a pattern that only asks for absence inside it.
  return (event) => [event[field] ?? {}].flat().some((value) => matches(value));
}

function expectObject(value: unknown, field: string): JsonObject {
  if (isObject(value)) return value;
  throw new Error(`Event pattern: ${field} must be a list of values or an object, not ${JSON.stringify(value)}`);
}
