import type { Endpoint, ObjectKind } from "./endpoint.ts";
import { integer, optional, type Parameter, type Parameters, type Reader, readParameters, text } from "./parameters.ts";
import type { Rows, Table } from "./records.ts";
import { invalidRequest, missingResource } from "./stripe-error.ts";
import type { Work } from "./work.ts";

type Listed = "intents" | "charges" | "refunds" | "disputes" | "transactions" | "events";
type Range = { readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number };

const bound = optional(integer(0));
const created: Reader<Range> = (value, param) => {
  if (typeof value !== "string") return readParameters({ gt: bound, gte: bound, lt: bound, lte: bound }, value, param);
  const exactly = integer(0)(value, param);
  return { gte: exactly, lte: exactly };
};

/** The parameters every list takes. */
const listShape = {
  created: optional(created),
  ending_before: optional(text()),
  limit: optional(integer(1, 100)),
  starting_after: optional(text()),
};
type Page = Parameters<typeof listShape>;

/** Where rows are asked for, and how one is shown, if not as it is kept. */
type Shown<K extends Listed> = {
  readonly path?: string;
  readonly shown?: (row: Rows[K], work: Work) => Rows[K];
};

/** `GET /v1/refunds/:id` and its like. */
export const retrieving = <K extends Listed>(
  answers: ObjectKind,
  rows: K,
  { path = `/v1/${rows}`, shown = (row) => row }: Shown<K> = {},
): Endpoint => ({
  method: "GET",
  path: `${path}/:id`,
  answers,
  prepare: ({ id, params }) => {
    readParameters({}, params);
    return (work) => {
      const table: Table<Rows[K]> = work.records[rows];
      const found = table.get(id);
      if (found === undefined) throw missingResource(answers, id, "id");
      return shown(found, work);
    };
  },
});

/** `GET /v1/refunds` and its like, newest first: those rows that pass what `shape` adds to the parameters. */
export const listing = <K extends Listed, S extends Record<string, Parameter<unknown>>>(
  answers: ObjectKind,
  rows: K,
  shape: S,
  passes: (row: Rows[K], given: Parameters<S>) => boolean,
  { path = `/v1/${rows}`, shown = (row) => row }: Shown<K> = {},
): Endpoint => ({
  method: "GET",
  path,
  answers,
  lists: true,
  prepare: ({ params }) => {
    // For TypeScript, what two generic shapes read together is not yet what each of them reads.
    const given = readParameters({ ...shape, ...listShape }, params) as Parameters<S> & Page;
    return (work) => {
      const table: Table<Rows[K]> = work.records[rows];
      const newestFirst = table.all().toReversed();
      const found = newestFirst.filter((row) => passes(row, given) && within(given.created, row.created));
      return pageOf(found, given, path, (row) => shown(row, work));
    };
  },
});

const within = (range: Range | undefined, at: number): boolean =>
  at > (range?.gt ?? -1) &&
  at >= (range?.gte ?? 0) &&
  at < (range?.lt ?? Number.POSITIVE_INFINITY) &&
  at <= (range?.lte ?? Number.POSITIVE_INFINITY);

const pageOf = <T extends { readonly id: string }>(
  rows: readonly T[],
  page: Page,
  url: string,
  show: (row: T) => T,
): object => {
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
    return { object: "list", data: rows.slice(start, end).map(show), has_more: start > 0, url };
  }
  const start = after === undefined ? 0 : indexOf(after, "starting_after") + 1;
  return {
    object: "list",
    data: rows.slice(start, start + limit).map(show),
    has_more: start + limit < rows.length,
    url,
  };
};
