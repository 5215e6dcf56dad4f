import { event } from "#data/event.ts";
import { readPage } from "#data/page.ts";
import type { EventCard } from "#domain/event-card.ts";
import { monthsBetween } from "#domain/time.ts";

/** Nothing was published before: only what is yet to begin can be. */
const firstMonth = "2026-01";

/**
 * Published events that have ended — the calendar's months from the first one on — at most so many. What is completed
 * leaves the calendar, so that past months hold nothing but what goes on for long.
 */
export async function endedEvents(now: string, most: number): Promise<EventCard[]> {
  const ended: EventCard[] = [];
  for (const calendarMonth of monthsBetween(`${firstMonth}-01`, now)) {
    let after: string | undefined;
    do {
      const begun = event.query.ofMonth({ status: "published", calendarMonth }).lte({ startDate: now });
      const { items, last } = await readPage(begun, { limit: 100, after });
      ended.push(...items.map(({ card }) => card).filter(({ endDate }) => endDate <= now));
      if (ended.length >= most) return ended.slice(0, most);
      after = last;
    } while (after !== undefined);
  }
  return ended;
}
