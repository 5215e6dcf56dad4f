import { commit } from "#data/commit.ts";
import { event as events, indexed } from "#data/event.ts";
import type { LoadedEvent } from "#data/load-event.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { listings, relisted } from "#data/relist.ts";
import { stock as stocks } from "#data/stock.ts";
import { ticketType as ticketTypes } from "#data/ticket-type.ts";
import type { Event } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import { openingStock } from "#domain/stock.ts";
import { isKept } from "#domain/ticket-type.ts";
import { type Change, changed, created, stamp } from "#domain/trail.ts";

/**
 * Publishes a draft in one transaction of at most 91 items: the event on its version, each ticket type as it was read,
 * the stock items, which must not exist, its rows in categories, and the organizer's count. Answers nothing if somebody
 * else wrote the event or one of its types first.
 */
export async function storePublished(
  draft: LoadedEvent,
  published: Event,
  change: Change,
): Promise<LoadedEvent | undefined> {
  const event = indexed({ ...draft.event, ...published, ...changed(draft.event, change) });
  const { eventId, organizerId } = event;
  const { fact: _, ...quietly } = change;
  const { writes, ...listing } = relisted(draft, event, change);
  const offered = draft.ticketTypes.filter(isKept);
  const refused = await commit(
    { events, organizers, ticketTypes, stocks, ...listings },
    ({ events, organizers, ticketTypes, stocks, ...listed }) => [
      events
        .put(event)
        .where(({ version }, op) => op.eq(version, draft.event.version))
        .commit(),
      organizers
        .patch({ organizerId })
        .add({ publishedEvents: 1, version: 1 })
        .set(stamp(quietly))
        .where(({ isActive }, op) => op.eq(isActive, true))
        .commit(),
      ...offered.map(({ ticketTypeId, version: read }) =>
        ticketTypes
          .check({ eventId, ticketTypeId })
          .where(({ version }, op) => op.eq(version, read))
          .commit(),
      ),
      ...openingStock(event, offered).map((stock) => stocks.create({ ...stock, ...created(quietly) }).commit()),
      ...writes(listed),
    ],
  );
  if (refused.length === 0) return { ...draft, ...listing, event };
  if (refused.some(({ position }) => position === 1)) throw new Fault("not_publishable", "Its organizer was closed.");
  return undefined;
}
