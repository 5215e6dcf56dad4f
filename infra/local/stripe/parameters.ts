import type { Form, FormValue } from "./form-encoding.ts";
import { invalidRequest } from "./stripe-error.ts";

/** Reads one given value, or throws Stripe's error for it. */
export type Reader<T> = (value: FormValue, param: string) => T;
/** A `Reader` that has decided what an absent value means. */
export type Parameter<T> = (value: FormValue | undefined, param: string) => T;
type Shape = Record<string, Parameter<unknown>>;
export type Parameters<S extends Shape> = { [K in keyof S]: ReturnType<S[K]> };

export const required =
  <T>(read: Reader<T>): Parameter<T> =>
  (value, param) => {
    if (value === undefined) throw invalidRequest(`Missing required param: ${param}.`, param, "parameter_missing");
    return read(value, param);
  };

export const optional =
  <T>(read: Reader<T>): Parameter<T | undefined> =>
  (value, param) =>
    value === undefined ? undefined : read(value, param);

/** Reads all parameters of a request; one that the shape does not name is an error, as it is at Stripe. */
export const readParameters = <S extends Shape>(shape: S, form: Form, within = ""): Parameters<S> => {
  const named = (key: string): string => (within === "" ? key : `${within}[${key}]`);
  const unknown = [...form.keys()].filter((key) => !Object.hasOwn(shape, key)).map(named);
  if (unknown.length > 0) {
    const which = unknown.length === 1 ? "parameter" : "parameters";
    throw invalidRequest(`Received unknown ${which}: ${unknown.join(", ")}`, unknown[0], "parameter_unknown");
  }
  const entries = Object.entries(shape).map(([key, parameter]) => [key, parameter(form.get(key), named(key))]);
  return Object.fromEntries(entries) as Parameters<S>;
};

export const text =
  (maxLength = 5000): Reader<string> =>
  (value, param) => {
    if (typeof value !== "string") throw invalidRequest("Invalid string", param);
    if (value === "") throw emptyValue(param);
    if (value.length > maxLength) {
      const shown = `${value.slice(0, 10)}...${value.slice(-7)}`;
      throw invalidRequest(`Invalid string: ${shown}; must be at most ${maxLength} characters`, param);
    }
    return value;
  };

export const integer =
  (minimum: number, maximum = Number.MAX_SAFE_INTEGER): Reader<number> =>
  (value, param) => {
    const refused = (message: string) => invalidRequest(message, param, "parameter_invalid_integer");
    if (value === "") throw emptyValue(param);
    if (typeof value !== "string" || !/^-?\d{1,15}$/.test(value)) throw refused(`Invalid integer: ${shown(value)}`);
    const number = Number(value);
    if (number < minimum) throw refused(`This value must be greater than or equal to ${minimum}.`);
    if (number > maximum) throw refused(`This value must be less than or equal to ${maximum}.`);
    return number;
  };

export const boolean: Reader<boolean> = (value, param) => {
  if (value === "") throw emptyValue(param);
  if (value !== "true" && value !== "false") throw invalidRequest(`Invalid boolean: ${shown(value)}`, param);
  return value === "true";
};

export const oneOf =
  <const T extends string>(...choices: readonly T[]): Reader<T> =>
  (value, param) => {
    const chosen = choices.find((choice) => choice === value);
    if (chosen !== undefined) return chosen;
    const list = choices.length > 1 ? `one of ${choices.slice(0, -1).join(", ")}, or ` : "";
    throw invalidRequest(`Invalid ${param}: must be ${list}${choices.at(-1)}`, param);
  };

/** `param[0]=…&param[1]=…`, in the order of the indexes. */
export const list =
  <T>(read: Reader<T>): Reader<T[]> =>
  (value, param) => {
    if (typeof value === "string" || [...value.keys()].some((key) => !/^\d{1,4}$/.test(key))) {
      throw invalidRequest("Invalid array", param);
    }
    const entries = [...value].sort(([a], [b]) => Number(a) - Number(b));
    return entries.map(([key, item]) => read(item, `${param}[${key}]`));
  };

export const object =
  <S extends Shape>(shape: S): Reader<Parameters<S>> =>
  (value, param) => {
    if (typeof value === "string") throw invalidRequest("Invalid object", param);
    return readParameters(shape, value, param);
  };

export const email: Reader<string> = (value, param) => {
  const address = text(800)(value, param);
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) return address;
  throw invalidRequest(`Invalid email address: ${address}`, param, "email_invalid");
};

export const url: Reader<string> = (value, param) => {
  const address = text()(value, param);
  if (URL.canParse(address)) return address;
  throw invalidRequest("Not a valid URL", param, "url_invalid");
};

const shown = (value: FormValue): string => (typeof value === "string" ? value : "{...}");

const emptyValue = (param: string) =>
  invalidRequest(
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however ` +
      `'${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
    param,
    "parameter_invalid_empty",
  );
