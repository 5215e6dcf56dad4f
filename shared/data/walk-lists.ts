import { readPage } from "#data/page.ts";
import type { EventCard } from "#domain/event-card.ts";

/** An index's query for events by start, behind a place. */
export type ListQuery = Parameters<typeof readPage<{ readonly card: EventCard }>>[0];

/** Lists of events by start that together hold a stretch of time. */
export type Stretch = {
  readonly from: string;
  readonly lists: readonly ((after: string) => ListQuery)[];
};

/** What one page may look at, so that its cost has an end however few fit. */
const mostRead = 200;
const mostRequests = 64;

/** The place of an event in every such list: as text, their order. A moment is the place before all that begin then. */
const placeOf = ({ startDate, eventId }: EventCard) => `${startDate}#${eventId}`;

/** The sort key's parts to begin with: behind this place, since nothing but an id follows a `#` and none holds a `!`. */
export function behind(place: string): { startDate: string } | { startDate: string; eventId: string } {
  const [startDate = "", eventId] = place.split("#");
  return eventId === undefined ? { startDate } : { startDate, eventId: `${eventId}!` };
}

/**
 * One page of what fits, by start, out of stretches in their order; each stretch's lists are merged. All lists are read
 * from one place, that of the last event looked at, so an event that is listed meanwhile moves none of the others. A
 * page ends early, with a place to go on from, when it has looked at 200 events or made 64 requests.
 */
export async function walkLists<T>(
  stretches: readonly Stretch[],
  { limit, after }: { readonly limit: number; readonly after: string },
  fitting: (card: EventCard) => T | undefined,
): Promise<{ items: T[]; after: string | undefined }> {
  const budget = { read: mostRead, requests: mostRequests };
  const items: T[] = [];
  let place = after;
  for (const [at, { from, lists }] of stretches.entries()) {
    if (from > place) place = from;
    if (items.length === limit || budget.requests < lists.length || budget.read < lists.length) {
      return { items, after: place };
    }
    const merged = await openMerge(lists, place, limit - items.length, budget);
    for (;;) {
      const card = await merged.next();
      if (card === "end") break;
      if (card === "spent") return { items, after: place };
      place = placeOf(card);
      const item = fitting(card);
      if (item === undefined) continue;
      items.push(item);
      if (items.length < limit) continue;
      const isLast = at === stretches.length - 1 && merged.isEnd();
      return { items, after: isLast ? undefined : place };
    }
  }
  return { items, after: undefined };
}

type Budget = { read: number; requests: number };
type Open = {
  readonly cards: EventCard[];
  readonly query: ListQuery;
  next: string | undefined;
  isEnd: boolean;
  batch: number;
};

/** Several lists as one. */
async function openMerge(
  lists: readonly ((after: string) => ListQuery)[],
  place: string,
  wanted: number,
  budget: Budget,
) {
  // Of one list as many as are wanted; of several somewhat more than each one's part.
  const share = lists.length === 1 ? wanted : Math.max(4, Math.ceil((1.5 * wanted) / lists.length));
  const batch = Math.min(share, Math.floor(budget.read / lists.length));
  const open = lists.map((list): Open => ({ cards: [], query: list(place), next: undefined, isEnd: false, batch }));

  async function refill(list: Open): Promise<void> {
    const limit = Math.min(list.batch, budget.read);
    budget.requests -= 1;
    budget.read -= limit;
    const { items, last } = await readPage(list.query, { limit, after: list.next });
    // What there was not, costs nothing.
    budget.read += limit - items.length;
    list.cards.push(...items.map(({ card }) => card));
    list.next = last;
    list.isEnd = last === undefined;
    list.batch = limit * 2;
  }
  await Promise.all(open.map(refill));

  return {
    isEnd: () => open.every(({ cards, isEnd }) => isEnd && cards.length === 0),
    /** The next event; or that there is none, or no more may be read to find it. */
    async next(): Promise<EventCard | "end" | "spent"> {
      for (const list of open) {
        while (list.cards.length === 0 && !list.isEnd) {
          if (budget.read <= 0 || budget.requests <= 0) return "spent";
          await refill(list);
        }
      }
      const heads = open.filter(({ cards }) => cards.length > 0);
      const first = heads.reduce<Open | undefined>(
        (first, list) => (first && earlier(first, list) ? first : list),
        undefined,
      );
      return first?.cards.shift() ?? "end";
    },
  };
}

const earlier = (a: Open, b: Open) => (a.cards[0] && b.cards[0] ? placeOf(a.cards[0]) <= placeOf(b.cards[0]) : true);
