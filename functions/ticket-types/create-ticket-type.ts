import { ShownTicketType } from "#domain/event-page.ts";
import { maxTicketsPerOrder, TicketType, TicketTypeForm } from "#domain/ticket-type.ts";
import { operation } from "#platform/operation.ts";

const { minPerOrder, maxPerOrder, isHidden, isTransferable } = TicketTypeForm.shape;

export const createTicketType = operation("ticket-types/create-ticket-type", {
  method: "POST",
  path: "/v1/events/{eventId}/ticket-types",
  summary: "Offer a new kind of ticket; of a published event it is on sale at once",
  auth: "user",
  idempotent: "if-keyed",
  input: TicketTypeForm.extend({
    ...TicketType.pick({ eventId: true }).shape,
    minPerOrder: minPerOrder.default(1),
    maxPerOrder: maxPerOrder.default(maxTicketsPerOrder),
    isHidden: isHidden.default(false),
    isTransferable: isTransferable.default(true),
  }),
  output: ShownTicketType,
  success: 201,
  uses: ["table:get", "table:query", "table:batch-get", "table:put", "table:update", "archive:query"],
  faults: ["not_found", "not_permitted", "not_changeable", "too_many_ticket_types", "quantity_in_use", "busy"],
  impact: "Organizers cannot offer new tickets.",
});
