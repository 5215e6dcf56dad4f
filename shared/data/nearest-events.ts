import { readPage } from "#data/page.ts";
import { inCell } from "#data/search-events.ts";
import { monthsOf } from "#domain/calendar.ts";
import type { EventCard } from "#domain/event-card.ts";
import { Fault } from "#domain/fault.ts";
import { cellsWithin } from "#domain/map.ts";
import { type FoundEvent, foundBy, type Search } from "#domain/search.ts";

/** More are not sorted for one page. */
const mostCandidates = 1000;

/**
 * One page of the events around a point, the nearest first. All in the cells of the map it touches are read and sorted
 * for each page. Throws `search_too_wide` above 1,000.
 */
export async function nearestEvents(
  search: Search,
  { limit, after }: { readonly limit: number; readonly after: string | undefined },
): Promise<{ items: FoundEvent[]; after: string | undefined }> {
  const place = after === undefined ? undefined : (JSON.parse(after) as Place);
  const found = (await candidates(search)).flatMap((card) => foundBy(search, card) ?? []);
  const rest = found.filter((event) => !place || isBehind(placeOf(event), place));
  const sorted = rest.toSorted((a, b) => (isBehind(placeOf(a), placeOf(b)) ? 1 : -1));
  const items = sorted.slice(0, limit);
  const end = items.at(-1);
  return { items, after: end && sorted.length > limit ? JSON.stringify(placeOf(end)) : undefined };
}

type Place = readonly [distance: number, eventId: string];
const placeOf = ({ distance = 0, eventId }: FoundEvent): Place => [distance, eventId];
const isBehind = (a: Place, b: Place) => (a[0] === b[0] ? a[1] > b[1] : a[0] > b[0]);

async function candidates({ near, range }: Search): Promise<EventCard[]> {
  const cells = near ? cellsWithin(near, near.metres) : [];
  const cards: EventCard[] = [];
  const lists = monthsOf(range).flatMap((month) => cells.map((cell) => inCell(cell, month)));
  await Promise.all(
    lists.map(async (list) => {
      const query = list.between({ startDate: range.from }, { startDate: range.to });
      let after: string | undefined;
      do {
        const { items, last } = await readPage(query, { limit: mostCandidates + 1 - cards.length, after });
        cards.push(...items.map(({ card }) => card));
        after = last;
        if (cards.length > mostCandidates)
          throw new Fault("search_too_wide", "Ask for a smaller radius or fewer days.");
      } while (after !== undefined);
    }),
  );
  return cards;
}
