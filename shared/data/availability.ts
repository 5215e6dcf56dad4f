import { entity, primary } from "#data/entity.ts";
import { Availability } from "#domain/availability.ts";

export const availability = entity("availability", Availability, {
  // What an event has left, for showing — written by the stream consumer, one shard's figures at a time.
  ofEvent: primary("event#{eventId}", "availability"),
});
