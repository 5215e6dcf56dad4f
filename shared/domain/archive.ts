import type { Event } from "#domain/event.ts";
import { days, shifted } from "#domain/time.ts";
import type { Housed } from "#domain/trail.ts";

/** How long after its end an event stays where it was, in days. */
export const archiveDays = 180;

/** An event that is over moves to the archive with what belongs to it. */
export const isOver = ({ status }: { readonly status?: unknown }) => status === "completed" || status === "cancelled";

/** What ended before this moves. */
export const archivedBefore = (now: Date) => shifted(now, -days(archiveDays));

/** Whether some of what belongs to an event may be in the archive: from when it may be moved, which takes its time. */
export const isMoving = (event: Pick<Event, "endDate"> & Housed, now: Date) =>
  event.archivedAt !== undefined || event.endDate <= archivedBefore(now);

/** The event as the archive keeps it. */
export const archived = <E extends Event>(event: E, now: Date) => ({
  ...event,
  status: "archived" as const,
  archivedAt: now.toISOString(),
});
