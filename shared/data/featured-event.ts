import { entity, gsi, primary } from "#data/entity.ts";
import { FeaturedEvent } from "#domain/listing.ts";

export const featuredEvent = entity("featured", FeaturedEvent, {
  // Whether an event is featured — while it is published, too; in the event's collection.
  ofEvent: primary("event#{eventId}", "featured"),
  // Featured events of a month — by start.
  ofMonth: gsi(2, "featured#{calendarMonth}", "{startDate}#{eventId}"),
});
