import { isMoving } from "#domain/archive.ts";
import type { Event } from "#domain/event.ts";
import type { Housed } from "#domain/trail.ts";

/** Which table a request goes to, as an option of any ElectroDB call: `.go(at(order))`, `.commit(at(order))`. */
export type Home = { readonly table?: string };

/** The table of what is not archived. */
export const live: Home = {};

const name = () => process.env.ARCHIVE_TABLE_NAME;

/**
 * The archive table: the same keys and indexes. A function that asked for no capability there has not been told its
 * name, and looks for things in the live table alone. Throws then.
 */
export function archive(): { readonly table: string } {
  const table = name();
  if (table === undefined) throw new Error('No archive is named: does "uses" hold a capability of the archive?');
  return { table };
}

/** Every table things may be in that a function looks for, the live one first: what moves meanwhile is in one of them. */
export const everywhere = (): readonly Home[] => (name() === undefined ? [live] : [live, archive()]);

/** The tables the things of an event may be in. */
export const homesOf = (event: Pick<Event, "endDate"> & Housed, now: Date): readonly Home[] =>
  isMoving(event, now) ? everywhere() : [live];

/** Where an item lives, and so where it is written: what was read out of the archive goes back there. */
export const at = ({ archivedAt }: Housed): Home => (archivedAt === undefined ? live : archive());

/**
 * Looks for an item in the live table and, only if it is not there, in the archive. As a move is one transaction and
 * nothing comes back, whoever misses it here finds it there.
 */
export async function seek<T>(get: (home: Home) => Promise<{ readonly data: T | null }>): Promise<T | undefined> {
  for (const home of everywhere()) {
    const { data } = await get(home);
    if (data) return data;
  }
  return undefined;
}
