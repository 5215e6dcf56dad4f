import { entity, gsi, primary } from "#data/entity.ts";
import { EventCategory } from "#domain/listing.ts";

export const eventCategory = entity("eventCategory", EventCategory, {
  // A category of an event; it lives in the event's collection, so an event page is one query.
  ofEvent: primary("event#{eventId}", "category#{categoryId}"),
  // Published events of a category and month — by start.
  ofMonth: gsi(
    2,
    "category#{categoryId}#{calendarMonth}",
    "{startDate}#{eventId}",
    ({ isListed }) => isListed === true,
  ),
});
