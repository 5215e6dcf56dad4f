import { changeEvent, storeSale } from "#data/change-event.ts";
import { managing, requireMember } from "#data/rights.ts";
import { editTicketType } from "#domain/edit-ticket-type.ts";
import { isPublic } from "#domain/event.ts";
import { shownType } from "#domain/event-page.ts";
import { Fault } from "#domain/fault.ts";
import { isKept } from "#domain/ticket-type.ts";
import { updateTicketType } from "#functions/ticket-types/update-ticket-type.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(updateTicketType, async ({ input, caller, expectedVersion, change }) => {
  const { eventId, ticketTypeId, ...edits } = input;
  const stored = await changeEvent(eventId, async (sale) => {
    await requireMember(caller, sale.event.organizerId, managing, { isPublic: isPublic(sale.event) });
    const type = sale.ticketTypes.find((type) => type.ticketTypeId === ticketTypeId);
    if (!type || !isKept(type)) throw new Fault("not_found");
    if (type.version !== expectedVersion) throw new Fault("stale_version");
    return storeSale(sale, { ticketType: editTicketType(sale.event, type, edits) }, change());
  });
  return shownType(stored, ticketTypeId);
});
