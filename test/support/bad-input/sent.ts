import { needsIfMatch, type Operation, pathNames } from "#platform/operation.ts";
import type { Sent } from "#test/platform/gateway-event.ts";
import { jsonText } from "#test/support/bad-input/json-text.ts";

/** An operation's input as it reaches the Lambda, with all the headers it asks for. */
export function sentTo(op: Operation, given: Readonly<Record<string, unknown>>, token: string): Required<Sent> {
  const inPath = pathNames(op.path);
  const isQuery = op.method === "GET" || op.method === "DELETE";
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  const path = said.filter(([name]) => inPath.includes(name));
  const rest = said.filter(([name]) => !inPath.includes(name));
  return {
    path: texts(path),
    query: isQuery ? texts(rest) : {},
    body: isQuery ? "" : jsonText(Object.fromEntries(rest)),
    headers: {
      authorization: `Bearer ${token}`,
      ...(needsIfMatch(op) && { "if-match": '"1"' }),
      ...(op.idempotent && { "idempotency-key": "a-key-of-its-own" }),
    },
  };
}

const texts = (values: readonly (readonly [string, unknown])[]) =>
  Object.fromEntries(values.map(([name, value]) => [name, String(value)]));
