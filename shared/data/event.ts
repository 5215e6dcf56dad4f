import * as z from "zod";
import { entity, gsi, primary } from "#data/entity.ts";
import { Event, EventCard } from "#domain/event.ts";

/** `calendarMonth` keeps the public calendar sparse: `YYYY-MM` of the start while published, absent otherwise. */
const StoredEvent = Event.extend({
  calendarMonth: z.string().optional(),
  card: EventCard,
});

export const event = entity("event", StoredEvent, {
  // The event with this id; with its ticket types and availability it is one collection, one query.
  byId: primary("event#{eventId}", "event"),
  // An organizer's events in one status — by start. The seed's (organizer_id, status).
  ofOrganizer: gsi(1, "organizer#{organizerId}#{status}", "{startDate}#{eventId}"),
  // Published events of a month — by start. The seed's (start_date, status), partitioned by date.
  ofMonth: gsi(
    2,
    "calendar#{status}#{calendarMonth}",
    "{startDate}#{eventId}",
    (item) => item.calendarMonth !== undefined,
  ),
});
