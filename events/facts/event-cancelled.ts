import { Event } from "#domain/event.ts";
import { fact } from "#platform/fact.ts";

/** An event does not take place; it sells no more, and every order of it is paid back. */
export const eventCancelled = fact(
  "event.cancelled.v1",
  "event",
  Event.pick({ eventId: true, organizerId: true, title: true, startDate: true, timezone: true }),
);
