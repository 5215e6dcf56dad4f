import { event } from "#data/event.ts";
import { eventCategory } from "#data/event-category.ts";
import { featuredEvent } from "#data/featured-event.ts";
import { behind, type ListQuery, type Stretch, walkLists } from "#data/walk-lists.ts";
import { monthsOf, startOf } from "#domain/calendar.ts";
import { cellsWithin } from "#domain/map.ts";
import { type FoundEvent, foundBy, type Search } from "#domain/search.ts";

/**
 * One page of published events that are searched for, by start. The index that tells fewest others apart answers: an
 * organizer's events, the featured ones, a cell of the map, a category, or the whole calendar; what else is asked for
 * is looked at event by event.
 */
export const searchEvents = (
  search: Search,
  { limit, after = search.range.from }: { readonly limit: number; readonly after: string | undefined },
): Promise<{ items: FoundEvent[]; after: string | undefined }> =>
  walkLists(
    stretchesOf(search).filter(({ until }) => until > after),
    { limit, after },
    (card) => foundBy(search, card),
  );

type Part = Stretch & { readonly until: string };

function stretchesOf(search: Search): Part[] {
  const { organizerId, range } = search;
  const until = { startDate: range.to };
  if (organizerId === undefined) {
    const lists = listsOf(search);
    return monthsOf(range).map((month) => ({
      from: startOf(month),
      until: `${month}~`,
      lists: lists.map((list) => (after: string) => list(month, after)),
    }));
  }
  const status = "published" as const;
  const list = (after: string) => event.query.ofOrganizer({ organizerId, status }).between(behind(after), until);
  return [{ from: range.from, until: range.to, lists: [list] }];
}

/** The lists of a month that together hold what is searched for. */
function listsOf(search: Search): ((calendarMonth: string, after: string) => ListQuery)[] {
  const { categoryId, featured, near, range } = search;
  const until = { startDate: range.to };
  if (featured)
    return [(calendarMonth, after) => featuredEvent.query.ofMonth({ calendarMonth }).between(behind(after), until)];
  if (near) {
    return cellsWithin(near, near.metres).map(
      (mapCell) => (calendarMonth, after) => inCell(mapCell, calendarMonth).between(behind(after), until),
    );
  }
  if (categoryId !== undefined) {
    return [
      (calendarMonth, after) =>
        eventCategory.query.ofMonth({ categoryId, calendarMonth }).between(behind(after), until),
    ];
  }
  const status = "published" as const;
  return [(calendarMonth, after) => event.query.ofMonth({ status, calendarMonth }).between(behind(after), until)];
}

export const inCell = (mapCell: string, calendarMonth: string) => event.query.ofCell({ mapCell, calendarMonth });
