import * as z from "zod";
import { entity, gsi, primary } from "#data/entity.ts";
import { isOver } from "#domain/archive.ts";
import { Event } from "#domain/event.ts";
import { calendarMonth, EventCard, eventCard, mapCell } from "#domain/event-card.ts";
import { SaleChange } from "#domain/sale-change.ts";

/**
 * `calendarMonth` is the partition of the calendar: `YYYY-MM` of the start, in UTC; `over` of those that are over. With
 * `mapCell` it is that of the map.
 */
export const StoredEvent = Event.extend({
  calendarMonth: z.string(),
  mapCell: z.string(),
  card: EventCard,
  /** A change of what is on sale that not every stock item has followed yet. */
  change: SaleChange.optional(),
});

export const event = entity("event", StoredEvent, {
  // The event with this id; with its ticket types and availability it is one collection, one query.
  byId: primary("event#{eventId}", "event"),
  // An organizer's events in one status — by start. The seed's (organizer_id, status).
  ofOrganizer: gsi(1, "organizer#{organizerId}#{status}", "{startDate}#{eventId}", (item) => item.isActive === true),
  // Published events of a month — by start. The seed's (start_date, status), partitioned by date. Events that are over and
  // not archived yet, by start: one partition per status, which the archive empties.
  ofMonth: gsi(
    2,
    "calendar#{status}#{calendarMonth}",
    "{startDate}#{eventId}",
    (item) => (item.status === "published" || isOver(item)) && item.isActive === true,
  ),
  // Published events in a cell of the map in a month — by start. The seed's (latitude, longitude, start_date).
  ofCell: gsi(
    3,
    "map#{mapCell}#{calendarMonth}",
    "{startDate}#{eventId}",
    (item) => item.status === "published" && item.isActive === true && item.mapCell !== "none",
  ),
});

/** An event with what its indexes show of it: they follow from it, so every write of an event passes here. */
export const indexed = <E extends Event>(event: E) => {
  const card = eventCard(event);
  return { ...event, calendarMonth: calendarMonth(event), mapCell: mapCell(card), card };
};
