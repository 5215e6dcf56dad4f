import { ShownTicketType } from "#domain/event-page.ts";
import { TicketType } from "#domain/ticket-type.ts";
import { operation } from "#platform/operation.ts";

export const restoreTicketType = operation("ticket-types/restore-ticket-type", {
  method: "POST",
  path: "/v1/events/{eventId}/ticket-types/{ticketTypeId}/restore",
  summary: "Offer a deleted kind of ticket again",
  auth: "user",
  role: "super_admin",
  input: TicketType.pick({ eventId: true, ticketTypeId: true }),
  output: ShownTicketType,
  success: 200,
  uses: ["table:get", "table:query", "table:batch-get", "table:put", "table:update"],
  faults: ["not_found", "not_permitted", "not_changeable", "too_many_ticket_types", "quantity_in_use", "busy"],
  impact: "What was deleted by mistake stays deleted.",
});
