import { entity, gsi, primary } from "#data/entity.ts";
import { Ticket } from "#domain/ticket.ts";

export const ticket = entity("ticket", Ticket, {
  // The ticket with this id; its number makes the id, so no two share one.
  byId: primary("ticket#{ticketId}", "ticket"),
  // A holder's tickets — newest first. The seed's (user_id, purchased_at).
  ofUser: gsi(1, "user#{userId}#ticket", "{purchasedAt}#{ticketId}"),
  // An event's tickets in one status — by purchase — one partition per index shard. The seed's (event_id, status,
  // purchased_at).
  ofEvent: gsi(2, "event#{eventId}#{shard}", "ticket#{status}#{purchasedAt}#{ticketId}"),
});
