import { commit } from "#data/commit.ts";
import { eventAnalytics as days, eventAnalyticsMonth as months } from "#data/event-analytics.ts";
import { readFirst } from "#data/page.ts";
import { withDay } from "#domain/event-analytics.ts";
import { monthOf } from "#domain/time.ts";
import { type Change, changed, created } from "#domain/trail.ts";

/** The events with figures of a day that has not been rolled up, at most so many. */
export async function eventsOn(date: string, most: number): Promise<string[]> {
  const rows = await readFirst(days.query.ofDate({ date }), most);
  return rows.map(({ eventId }) => eventId);
}

/** Rounds of reading again what another run changed meanwhile. */
const rounds = 8;

/**
 * Adds an event's day to its month and removes it, in one transaction: a day is in its month exactly if it is not there
 * by itself, however often and by how many this is done. No write before says who removes it; the month's does.
 */
export async function rollUp(eventId: string, date: string, change: Change): Promise<void> {
  const month = monthOf(date);
  for (let round = 0; round < rounds; round++) {
    const [{ data: day }, { data: known }] = await Promise.all([
      days.get({ eventId, date }).go({ consistent: true }),
      months.get({ eventId, month }).go({ consistent: true }),
    ]);
    if (!day) return;
    const next = withDay(known ?? undefined, day);
    const refused = await commit({ days, months }, ({ days, months }) => [
      days
        .delete({ eventId, date })
        .where(({ version }, op) => op.eq(version, day.version))
        .commit(),
      known
        ? months
            .put({ ...known, ...next, ...changed(known, change) })
            .where(({ version }, op) => op.eq(version, known.version))
            .commit()
        : months.create({ ...next, ...created(change) }).commit(),
    ]);
    if (refused.length === 0) return;
  }
  throw new Error(`The figures of event ${eventId} on ${date} kept being written by others`);
}
