import { holds } from "#data/condition.ts";
import { archive, at, type Home, live } from "#data/home.ts";
import { scan } from "#data/scan.ts";
import { isMoving } from "#domain/archive.ts";
import { type Scan, scanKey } from "#domain/check-in.ts";
import type { Event } from "#domain/event.ts";
import { type Change, created, type Housed } from "#domain/trail.ts";

/** The scan that was made with this nonce, or nothing. Without `home` only what has not moved is looked at. */
export async function keptScan(eventId: string, nonce: string, home: Home = live): Promise<Scan | undefined> {
  return (await scan.get(scanKey(eventId, nonce)).go({ consistent: true, ...home })).data ?? undefined;
}

type Show = Pick<Event, "eventId" | "endDate"> & Housed;

/** The scan that moved to the archive, if its event may have. Nearly every scan's event has not: it costs no read. */
export const movedScan = async ({ eventId, ...event }: Show, nonce: string, now: Date) =>
  isMoving(event, now) ? keptScan(eventId, nonce, archive()) : undefined;

/**
 * Writes a scan down where its event is kept, unless one with its nonce is there already: then that one stays, and is
 * answered.
 */
export async function keepScan(made: Scan, change: Change, { archivedAt }: Housed = {}): Promise<Scan> {
  const home = at({ archivedAt });
  const kept = {
    ...made,
    ...created(change),
    ...(archivedAt !== undefined && { archivedAt: change.now.toISOString() }),
  };
  if (await holds(scan.create(kept).go(home))) return made;
  return (await keptScan(made.eventId, made.nonce, home)) ?? made;
}
