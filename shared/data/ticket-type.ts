import { entity, primary } from "#data/entity.ts";
import { TicketType } from "#domain/ticket-type.ts";

export const ticketType = entity("ticketType", TicketType, {
  // A ticket type of an event; it lives in the event's collection, so an event page is one query.
  ofEvent: primary("event#{eventId}", "ticketType#{ticketTypeId}"),
});
