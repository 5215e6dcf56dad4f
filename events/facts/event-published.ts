import { Event } from "#domain/event.ts";
import { fact } from "#platform/fact.ts";

/** An event can be found and sells. */
export const eventPublished = fact(
  "event.published.v1",
  "event",
  Event.pick({ eventId: true, organizerId: true, title: true, startDate: true, endDate: true, timezone: true }),
);
