import { badField, Fault } from "#domain/fault.ts";
import { pathText } from "#platform/problem.ts";

/** Deeper nesting serves nobody and costs a stack. */
const maxDepth = 32;

/**
 * JSON, but strictly: no duplicate keys (readers disagree on which one counts), no `__proto__`, no integer that a double
 * cannot hold, no half of a surrogate pair, at most 32 levels. Throws a fault naming the place.
 */
export function parseJson(text: string): unknown {
  const value = parsed(text);
  refuseAmbiguity(text);
  return value;
}

/** The parser's own message is not passed on: it quotes the body, which may hold a password. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const at = error instanceof Error ? / at position \d+/.exec(error.message)?.[0] : undefined;
    throw new Fault("invalid_input", `The body is not JSON${at ?? ""}.`);
  }
}

/** One open object or array: where we are in it, and which keys it has had. */
type Level = { key: string | number; readonly keys: Set<string> | undefined };

const tokens = /"(?:[^"\\]+|\\.)*"|[{}[\],:]|-?\d[\d.eE+-]*/g;

/** Walks text that is known to be JSON: what `JSON.parse` silently forgives is found here. */
function refuseAmbiguity(text: string): void {
  const levels: Level[] = [];
  const here = (key?: string) => pathText([...levels.map((level) => level.key), ...(key === undefined ? [] : [key])]);
  let atKey = false;
  for (const [token] of text.matchAll(tokens)) {
    const level = levels.at(-1);
    if (token === "{" || token === "[") {
      if (levels.length === maxDepth) {
        throw new Fault("invalid_input", `The body is nested deeper than ${maxDepth} levels.`);
      }
      atKey = token === "{";
      levels.push(atKey ? { key: "", keys: new Set() } : { key: 0, keys: undefined });
    } else if (token === "}" || token === "]") {
      levels.pop();
      atKey = false;
    } else if (token === ",") {
      atKey = level?.keys !== undefined;
      if (typeof level?.key === "number") level.key++;
    } else if (token === ":") {
      atKey = false;
    } else if (token.startsWith('"')) {
      const string: string = JSON.parse(token);
      if (atKey && level) enter(level, string, () => pathText([...levels.slice(0, -1).map(({ key }) => key), string]));
      if (!string.isWellFormed()) throw badField(here(), "lone_surrogate", "half of a surrogate pair is no character");
    } else {
      refuseInexact(token, here);
    }
  }
}

function enter(level: Level, name: string, path: () => string): void {
  if (name === "__proto__") throw badField(path(), "unrecognized_key", "this key is not accepted");
  if (level.keys?.has(name)) throw badField(path(), "duplicate_key", "this key is given twice");
  level.keys?.add(name);
  level.key = name;
}

function refuseInexact(literal: string, path: () => string): void {
  const value = Number(literal);
  if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return;
  throw badField(path(), "number_out_of_range", "the number is too large to be kept exactly");
}
