import { ShownTicketType } from "#domain/event-page.ts";
import { TicketType } from "#domain/ticket-type.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listTicketTypes = operation("ticket-types/list-ticket-types", {
  method: "GET",
  path: "/v1/events/{eventId}/ticket-types",
  summary:
    "The kinds of tickets an event offers, oldest first; its organizer's team also sees the hidden and paused ones",
  auth: "optional",
  input: TicketType.pick({ eventId: true }).extend(paging),
  output: pageOf(ShownTicketType),
  success: 200,
  uses: ["table:get", "table:query", "archive:query"],
  faults: ["not_found"],
  impact: "Buyers cannot see what tickets there are.",
  paged: true,
  cacheSeconds: 5,
});
