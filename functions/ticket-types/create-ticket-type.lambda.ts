import { changeEvent, storeSale } from "#data/change-event.ts";
import { managing, requireMember } from "#data/rights.ts";
import { newTicketType } from "#domain/edit-ticket-type.ts";
import { isPublic } from "#domain/event.ts";
import { shownType } from "#domain/event-page.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(createTicketType, async ({ input, caller, newId, change }) => {
  const { eventId, ...form } = input;
  const ticketTypeId = newId();
  const stored = await changeEvent(eventId, async (sale) => {
    await requireMember(caller, sale.event.organizerId, managing, { isPublic: isPublic(sale.event) });
    return storeSale(sale, { ticketType: newTicketType(sale, form, ticketTypeId) }, change());
  });
  return shownType(stored, ticketTypeId);
});
