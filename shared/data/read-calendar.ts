import { event } from "#data/event.ts";
import { readPage } from "#data/page.ts";
import { monthsOf, placeOf, placeText, type Range } from "#domain/calendar.ts";
import type { EventCard } from "#domain/event-card.ts";
import { monthsBetween } from "#domain/time.ts";

/**
 * One page of the public calendar, by start. Usually one query, since a page lies within one month; over months with
 * little in them one query each, as many as the range has.
 */
export async function readCalendar(
  asked: Range,
  { limit, after }: { readonly limit: number; readonly after: string | undefined },
): Promise<{ items: EventCard[]; last: string | undefined }> {
  const place = after === undefined ? undefined : placeOf(after);
  const range = place?.range ?? asked;
  const items: EventCard[] = [];
  let key = place?.after;
  for (const month of monthsOf(range).filter((month) => month >= (place?.month ?? ""))) {
    if (items.length === limit) return { items, last: placeText(range, month, undefined) };
    const found = await readPage(inMonth(month, range), { limit: limit - items.length, after: key });
    items.push(...found.items.map(({ card }) => card));
    if (found.last !== undefined) return { items, last: placeText(range, month, found.last) };
    key = undefined;
  }
  return { items, last: undefined };
}

/** Sort keys begin with the start and go on, so that between two moments the second is left out. */
const inMonth = (calendarMonth: string, { from, to }: Range) =>
  event.query.ofMonth({ status: "published", calendarMonth }).between({ startDate: from }, { startDate: to });

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
