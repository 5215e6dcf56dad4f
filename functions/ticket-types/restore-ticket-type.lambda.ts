import { changeEvent, storeSale } from "#data/change-event.ts";
import { requireRole } from "#data/rights.ts";
import { restoredTicketType } from "#domain/edit-ticket-type.ts";
import { shownType } from "#domain/event-page.ts";
import { Fault } from "#domain/fault.ts";
import { isKept } from "#domain/ticket-type.ts";
import { restoreTicketType } from "#functions/ticket-types/restore-ticket-type.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(restoreTicketType, async ({ input, caller, change }) => {
  await requireRole(caller, "super_admin");
  const { eventId, ticketTypeId } = input;
  const stored = await changeEvent(eventId, async (sale) => {
    const { event, ticketTypes } = sale;
    const type = ticketTypes.find((type) => type.ticketTypeId === ticketTypeId);
    if (!type) throw new Fault("not_found");
    // A repeat finds it done.
    if (isKept(type)) return sale;
    return storeSale(sale, { ticketType: restoredTicketType(event, type, ticketTypes) }, change());
  });
  return shownType(stored, ticketTypeId);
});
