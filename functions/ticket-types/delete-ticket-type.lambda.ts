import { changeEvent, storeSale } from "#data/change-event.ts";
import { managing, requireMember } from "#data/rights.ts";
import { deletedTicketType } from "#domain/edit-ticket-type.ts";
import { isPublic } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import { isKept } from "#domain/ticket-type.ts";
import { deleteTicketType } from "#functions/ticket-types/delete-ticket-type.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(deleteTicketType, async ({ input, caller, expectedVersion, now, change }) => {
  const { eventId, ticketTypeId } = input;
  await changeEvent(eventId, async (sale) => {
    const { event } = sale;
    await requireMember(caller, event.organizerId, managing, { isPublic: isPublic(event) });
    const type = sale.ticketTypes.find((type) => type.ticketTypeId === ticketTypeId);
    if (!type || !isKept(type)) throw new Fault("not_found");
    if (type.version !== expectedVersion) throw new Fault("stale_version");
    return storeSale(sale, { ticketType: deletedTicketType(event, type, now.toISOString()) }, change());
  });
});
