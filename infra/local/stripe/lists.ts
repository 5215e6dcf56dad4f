import type { Form } from "./form-encoding.ts";
import type { Parameters, Reader } from "./parameters.ts";
import { integer, optional, readParameters, text } from "./parameters.ts";
import { invalidRequest, missingResource } from "./stripe-error.ts";

type Range = { readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number };

const bound = optional(integer(0));
const created: Reader<Range> = (value, param) => {
  if (typeof value !== "string")
    return readParameters({ gt: bound, gte: bound, lt: bound, lte: bound }, value as Form, param);
  const exactly = integer(0)(value, param);
  return { gte: exactly, lte: exactly };
};

/** The parameters every list takes. */
export const listShape = {
  created: optional(created),
  ending_before: optional(text()),
  limit: optional(integer(1, 100)),
  starting_after: optional(text()),
};

type Page = Pick<Parameters<typeof listShape>, "ending_before" | "limit" | "starting_after">;

/** Stripe lists newest first. */
export const inOrder = <T>(rows: readonly T[]): T[] => rows.toReversed();

export const withinCreated =
  (range: Range | undefined) =>
  (row: { readonly created: number }): boolean =>
    row.created > (range?.gt ?? -1) &&
    row.created >= (range?.gte ?? 0) &&
    row.created < (range?.lt ?? Number.POSITIVE_INFINITY) &&
    row.created <= (range?.lte ?? Number.POSITIVE_INFINITY);

export const listOf = <T extends { readonly id: string }>(rows: readonly T[], page: Page, url: string): object => {
  const { starting_after: after, ending_before: before, limit = 10 } = page;
  if (after !== undefined && before !== undefined) {
    throw invalidRequest("You may only specify one of these parameters: starting_after, ending_before.");
  }
  const indexOf = (id: string, param: string): number => {
    const index = rows.findIndex((row) => row.id === id);
    if (index < 0) throw missingResource("object", id, param);
    return index;
  };
  if (before !== undefined) {
    const end = indexOf(before, "ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list", data: rows.slice(start, end), has_more: start > 0, url };
  }
  const start = after === undefined ? 0 : indexOf(after, "starting_after") + 1;
  return { object: "list", data: rows.slice(start, start + limit), has_more: start + limit < rows.length, url };
};
