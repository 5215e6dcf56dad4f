import { isObject } from "../json.ts";

/** Matches the value of one field, which is undefined where the event lacks it. */
export type LeafMatcher = (value: unknown) => boolean;

/** One of the values listed for a field: something to be equal to, or an operator such as `{ "prefix": "a" }`. */
export function leafMatcher(wanted: unknown, field: string): LeafMatcher {
  if (!isObject(wanted)) return any((value) => value === wanted);
  const [[operator, operand] = ["", undefined], ...more] = Object.entries(wanted);
  const make = operators[operator];
  if (!make || more.length > 0)
    throw new Error(`Event pattern: ${field} uses ${JSON.stringify(wanted)}, which the local cloud does not know`);
  return make(operand, field);
}

type MakeMatcher = (operand: unknown, field: string) => LeafMatcher;

const operators: Readonly<Record<string, MakeMatcher>> = {
  exists: (operand) => (value) => isLeaf(value) === operand,
  prefix: (operand) => textMatcher(operand, (value, text) => value.startsWith(text)),
  suffix: (operand) => textMatcher(operand, (value, text) => value.endsWith(text)),
  "equals-ignore-case": (operand) => any((value) => lower(value) === lower(operand)),
  wildcard: (operand, field) => wildcard(operand, field),
  numeric: (operand, field) => numeric(operand, field),
  "anything-but": (operand, field) => anythingBut(operand, field),
};

/** Only a leaf exists: an object in the event is a path to fields, not a value of one. */
function isLeaf(value: unknown): boolean {
  return value !== undefined && !isObject(value);
}

/** A list in the event matches when one of its elements does. */
function any(matches: LeafMatcher): LeafMatcher {
  return (value) => (Array.isArray(value) ? value.some(matches) : matches(value));
}

function lower(value: unknown): unknown {
  return typeof value === "string" ? value.toLowerCase() : value;
}

/** The operand is a text, or `{ "equals-ignore-case": text }`. */
function textMatcher(operand: unknown, test: (value: string, text: string) => boolean): LeafMatcher {
  const loose = isObject(operand);
  const text = String(loose ? lower(operand["equals-ignore-case"]) : operand);
  return any((value) => typeof value === "string" && test(loose ? value.toLowerCase() : value, text));
}

function wildcard(operand: unknown, field: string): LeafMatcher {
  if (typeof operand !== "string") throw new Error(`Event pattern: ${field} needs a text for its wildcard`);
  const parts = operand.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join(".*")}$`, "s");
  return any((value) => typeof value === "string" && expression.test(value));
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  "=": (value, bound) => value === bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

/** `[">=", 1, "<", 5]`: every pair must hold. */
function numeric(operand: unknown, field: string): LeafMatcher {
  const list: unknown[] = Array.isArray(operand) ? operand : [];
  const tests = list.flatMap((sign, index) => {
    if (index % 2 === 1) return [];
    const compare = comparisons[String(sign)];
    const bound = list[index + 1];
    if (!compare || typeof bound !== "number") throw new Error(`Event pattern: ${field} has a numeric test amiss`);
    return [(value: number) => compare(value, bound)];
  });
  if (tests.length === 0) throw new Error(`Event pattern: ${field} has an empty numeric test`);
  return any((value) => typeof value === "number" && tests.every((test) => test(value)));
}

/** Matches a field that is there and holds none of these; of a list in the event, some element must be none of them. */
function anythingBut(operand: unknown, field: string): LeafMatcher {
  const refused = isObject(operand)
    ? negated(operand, field)
    : [operand].flat().map((value) => leafMatcher(value, field));
  return any((value) => isLeaf(value) && !refused.some((matches) => matches(value)));
}

/** `{ "prefix": ["a", "b"] }` refuses either prefix. */
function negated(operand: Readonly<Record<string, unknown>>, field: string): LeafMatcher[] {
  const [[operator, values] = ["", undefined]] = Object.entries(operand);
  return [values].flat().map((value) => leafMatcher({ [operator]: value }, field));
}
