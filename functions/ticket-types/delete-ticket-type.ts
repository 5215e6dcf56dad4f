import { TicketType } from "#domain/ticket-type.ts";
import { operation } from "#platform/operation.ts";

export const deleteTicketType = operation("ticket-types/delete-ticket-type", {
  method: "DELETE",
  path: "/v1/events/{eventId}/ticket-types/{ticketTypeId}",
  summary: "Delete a kind of ticket of which none is sold or held",
  auth: "user",
  input: TicketType.pick({ eventId: true, ticketTypeId: true }),
  output: undefined,
  success: 204,
  uses: ["table:get", "table:query", "table:batch-get", "table:put", "table:update"],
  faults: ["not_found", "not_permitted", "not_changeable", "has_orders", "busy"],
  impact: "Organizers cannot take back a kind of ticket they made by mistake.",
});
