import type * as z from "zod";
import { Fault, type FieldError, faults } from "#domain/fault.ts";

/** RFC 9457's problem details, with our stable `code` and, for bad input, every field that is wrong. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
};

export function problemOf(fault: Fault, requestId: string): Problem {
  const { status, title } = faults[fault.code];
  const problem = { type: `urn:bilten:problem:${fault.code}`, title, status, code: fault.code };
  return { ...problem, detail: fault.message, requestId, ...(fault.errors && { errors: fault.errors }) };
}

/** A caller's own key may be as long as a body; what we say of it need not be. */
const shown = (key: PropertyKey) => (String(key).length <= 100 ? String(key) : `${String(key).slice(0, 99)}…`);

/** Where in the input: `lines[0].quantity`. */
export const pathText = (path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text ? `${text}.${shown(key)}` : shown(key)),
    "",
  );

/** Nobody reads more, and an answer should not be many times as long as the request. */
const maxErrors = 50;

/** Bad input as a fault that names every wrong field. */
export function badInput(error: z.ZodError): Fault {
  const errors = error.issues.flatMap((issue): FieldError[] =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          path: pathText([...issue.path, key]),
          code: "unrecognized_key",
          message: "this field is not accepted here",
        }))
      : [{ path: pathText(issue.path), code: issue.code, message: issue.message }],
  );
  const [first] = errors;
  return new Fault("invalid_input", first ? `${first.path || "body"}: ${first.message}` : undefined, {
    errors: errors.slice(0, maxErrors),
  });
}
