import * as z from "zod";
import { operations } from "#functions/operations.ts";
import { type Operation, pathNames } from "#platform/operation.ts";

/** Whether an answer shows what was given: all of it, and perhaps more. What was taken away by `null` is gone. */
export function shows(actual: unknown, given: unknown): boolean {
  if (given === null || given === undefined) return actual === null || actual === undefined;
  if (Array.isArray(given)) {
    return Array.isArray(actual) && actual.length === given.length && given.every((one, at) => shows(actual[at], one));
  }
  if (typeof given !== "object") return given === actual;
  if (typeof actual !== "object" || actual === null) return false;
  return Object.entries(given).every(([name, one]) => shows((actual as Record<string, unknown>)[name], one));
}

/** The operation that reads what another has written in some fields, if there is one at its address or below it. */
export function readerOf(op: Operation, fields: readonly string[]): Operation | undefined {
  return operations.find(
    ({ method, path, paged, output }) =>
      method === "GET" &&
      !paged &&
      (path === op.path || path.replace(/\/\{\w+\}$/, "") === op.path) &&
      output instanceof z.ZodObject &&
      fields.some((field) => field in output.shape),
  );
}

/** What a reader needs to find a thing, by what was asked and answered of it. */
export const addressOf = (reader: Operation, known: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(pathNames(reader.path).map((name) => [name, known[name]]));
