import type { Counted } from "#domain/tally.ts";
import type { Place, Walk } from "#domain/walk.ts";
import type { Shell } from "#flows/shell.ts";
import { log } from "#platform/log.ts";

/** What became of a page: where the next begins, if there is one, and how many things on this one are not done with. */
export type Turned = {
  readonly next: Place | undefined;
  readonly failed: number;
  /** The walk began too early: when it is to begin. */
  readonly dueAt?: string;
  /** How the orders on it stand. */
  readonly orders?: readonly Counted[];
};

/** Does one page of a walk, from its place on. */
export type Page = (walk: Walk, shell: Shell) => Promise<Turned>;

/** Things on one page; they are done side by side. */
export const pageSize = 25;

/** One page of a partition: its things, and where its next page begins. */
export type Found<T> = { readonly items: readonly T[]; readonly last: string | undefined };

/** Reads a page out of the part the walk is in, does each thing on it, and says where to go on. `each`: whether it is over. */
export async function turnPage<T>(
  { eventId, kind, place }: Walk,
  parts: number,
  read: (part: number, page: { limit: number; after: string | undefined }) => Promise<Found<T>>,
  each: (thing: T) => Promise<boolean>,
): Promise<Turned> {
  const { part, after } = place;
  const { items, last } = await read(part, { limit: pageSize, after });
  const done = await Promise.allSettled(items.map(each));
  const failures = done.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  for (const error of failures) log("error", "walks/go-on", { eventId, kind, error });
  const failed = done.filter((one) => one.status === "rejected" || !one.value).length;
  if (last !== undefined) return { next: { part, after: last }, failed };
  return { next: part + 1 < parts ? { part: part + 1 } : undefined, failed };
}
