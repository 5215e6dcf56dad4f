import type { StoredOrganizer } from "#data/change-organizer.ts";
import { holds } from "#data/condition.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { type Change, changed } from "#domain/trail.ts";

/**
 * Closes an organizer as it was read. Answers false if it was written meanwhile: publishing counts on this item, in the
 * transaction that publishes, and only while the organizer is open, so that of the two one comes first.
 */
export const closeOrganizer = (organizer: StoredOrganizer, change: Change): Promise<boolean> =>
  holds(
    organizers
      .put({ ...organizer, isActive: false, ...changed(organizer, change) })
      .where(
        ({ version, publishedEvents }, op) => `${op.eq(version, organizer.version)} AND ${op.eq(publishedEvents, 0)}`,
      )
      .go(),
  );
