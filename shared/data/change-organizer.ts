import { holds } from "#data/condition.ts";
import { findOrganizer } from "#data/load-organizer.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { Fault } from "#domain/fault.ts";
import { type Change, changed } from "#domain/trail.ts";

export type StoredOrganizer = NonNullable<Awaited<ReturnType<typeof findOrganizer>>>;

/** Lost rounds mean that others keep publishing events of it; so many at once are rare. */
const rounds = 10;

/**
 * An organizer as `decide` makes it of what it is now, closed ones included; nothing is written where that is nothing.
 * It is decided anew if somebody else wrote it first.
 */
export async function changeOrganizer(
  organizerId: string,
  decide: (organizer: StoredOrganizer) => StoredOrganizer | undefined | Promise<StoredOrganizer | undefined>,
  change: Change,
): Promise<StoredOrganizer> {
  for (let round = 0; round < rounds; round++) {
    const found = await findOrganizer(organizerId);
    if (!found) throw new Fault("not_found");
    const decided = await decide(found);
    if (!decided) return found;
    const next = await storeEdited(found, decided, change);
    if (next) return next;
  }
  throw new Fault("busy");
}

/** Stores an organizer anew on the version it was read at. Answers nothing if somebody else wrote it first. */
export async function storeEdited<O extends StoredOrganizer>(before: StoredOrganizer, edited: O, change: Change) {
  const next = { ...edited, ...changed(before, change) };
  // Written as a whole: that is what takes it out of the index of unverified ones, or brings it back.
  const write = organizers.put(next).where(({ version }, op) => op.eq(version, before.version));
  return (await holds(write.go())) ? next : undefined;
}
