import { invalidRequest } from "./stripe-error.ts";

/** What a bracket-encoded body decodes to. Maps, so that no parameter name can reach a prototype. */
export type Form = Map<string, FormValue>;
export type FormValue = string | Form;

const MAX_DEPTH = 8;

/** Decodes `a=1&b[c]=2&d[0]=3&e[]=4` as Stripe does; lists stay maps from index to value until somebody reads them. */
export const decodeForm = (encoded: string): Form => {
  const form: Form = new Map();
  for (const [name, value] of new URLSearchParams(encoded)) place(form, pathOf(name), value, name);
  return form;
};

const pathOf = (name: string): string[] => {
  const [, head, rest] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? [];
  if (head === undefined || rest === undefined) throw invalidRequest(`Invalid parameter name: ${name}`, name);
  const path = [head, ...Array.from(rest.matchAll(/\[([^[\]]*)\]/g), (match) => match[1] ?? "")];
  if (path.length > MAX_DEPTH) throw invalidRequest(`Parameter is nested too deeply: ${name}`, name);
  return path;
};

const place = (form: Form, path: readonly string[], value: string, name: string): void => {
  const [head = "", ...rest] = path;
  const key = head === "" ? String(form.size) : head;
  if (rest.length === 0) {
    if (form.get(key) instanceof Map) throw invalidRequest(`Invalid parameter: ${name}`, name);
    form.set(key, value);
    return;
  }
  const inner = form.get(key) ?? new Map<string, FormValue>();
  if (typeof inner === "string") throw invalidRequest(`Invalid parameter: ${name}`, name);
  form.set(key, inner);
  place(inner, rest, value, name);
};

/** The same parameters in any order give the same text: what two requests under one idempotency key are compared by. */
export const canonicalForm = (encoded: string): string => {
  const pairs = new URLSearchParams(encoded);
  pairs.sort();
  return pairs.toString();
};
