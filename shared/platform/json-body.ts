import { badField, Fault } from "#domain/fault.ts";

/** Deeper nesting serves nobody and costs a stack. */
const maxDepth = 32;

/**
 * JSON, but strictly: no duplicate keys (readers disagree on which one counts), no `__proto__`, numbers only where a
 * double holds them exactly as written, at most 32 levels. Throws a fault naming the place.
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text, exactNumbers);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault("invalid_input", `The body is not JSON: ${error instanceof Error ? error.message : "unreadable"}`);
  }
  refuseAmbiguity(text);
  return value;
}

function exactNumbers(key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number") return value;
  const integer = /^-?\d+$/.test(context?.source ?? "");
  if (!Number.isFinite(value) || (integer && !Number.isSafeInteger(value))) {
    throw badField(key, "number_out_of_range", "the number is too large to be kept exactly");
  }
  return value;
}

/** Walks text that is known to be JSON: what `JSON.parse` silently forgives is found here. */
function refuseAmbiguity(text: string): void {
  const keys: (Set<string> | undefined)[] = [];
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;
  let atKey = false;
  for (const [token] of text.matchAll(tokens)) {
    if (token === "{" || token === "[") {
      keys.push(token === "{" ? new Set() : undefined);
      if (keys.length > maxDepth)
        throw new Fault("invalid_input", `The body is nested deeper than ${maxDepth} levels.`);
      atKey = token === "{";
    } else if (token === "}" || token === "]") {
      keys.pop();
      atKey = false;
    } else if (token === ",") {
      atKey = keys.at(-1) !== undefined;
    } else if (token === ":") {
      atKey = false;
    } else if (atKey) {
      const name: string = JSON.parse(token);
      if (name === "__proto__") throw badField(name, "unrecognized_key", "this key is not accepted");
      if (keys.at(-1)?.has(name)) throw badField(name, "duplicate_key", "this key is given twice");
      keys.at(-1)?.add(name);
    }
  }
}
