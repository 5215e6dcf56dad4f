import { TicketTypeEdits } from "#domain/edit-ticket-type.ts";
import { ShownTicketType } from "#domain/event-page.ts";
import { TicketType } from "#domain/ticket-type.ts";
import { operation } from "#platform/operation.ts";

export const updateTicketType = operation("ticket-types/update-ticket-type", {
  method: "PATCH",
  path: "/v1/events/{eventId}/ticket-types/{ticketTypeId}",
  summary: "Change a kind of ticket, also while it sells: price, quantity and sale window count from the next order on",
  auth: "user",
  input: TicketTypeEdits.extend(TicketType.pick({ eventId: true, ticketTypeId: true }).shape),
  output: ShownTicketType,
  success: 200,
  uses: ["table:get", "table:query", "table:batch-get", "table:put", "table:update", "archive:query"],
  faults: ["not_found", "not_permitted", "not_changeable", "quantity_in_use", "busy"],
  impact: "Organizers cannot change prices, quantities or sale windows.",
});
