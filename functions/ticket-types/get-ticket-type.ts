import { ShownTicketType } from "#domain/event-page.ts";
import { TicketType } from "#domain/ticket-type.ts";
import { operation } from "#platform/operation.ts";

export const getTicketType = operation("ticket-types/get-ticket-type", {
  method: "GET",
  path: "/v1/events/{eventId}/ticket-types/{ticketTypeId}",
  summary: "One kind of ticket of an event; only its organizer's team sees one that is hidden or paused",
  auth: "optional",
  input: TicketType.pick({ eventId: true, ticketTypeId: true }),
  output: ShownTicketType,
  success: 200,
  uses: ["table:get", "table:query", "archive:query"],
  faults: ["not_found"],
  impact: "Buyers cannot see what a ticket is.",
  cacheSeconds: 5,
});
