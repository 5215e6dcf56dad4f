import { changeEvent, storeSale } from "#data/change-event.ts";
import { claimKey } from "#data/claim-key.ts";
import { managing, requireMember } from "#data/rights.ts";
import { newTicketType } from "#domain/edit-ticket-type.ts";
import { isPublic } from "#domain/event.ts";
import { shownType } from "#domain/event-page.ts";
import { createdBefore, namedRequest } from "#domain/repeat.ts";
import { createTicketType } from "#functions/ticket-types/create-ticket-type.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(createTicketType, async ({ input, caller, idempotencyKey, newId, change }) => {
  const { eventId, ...form } = input;
  const request = namedRequest(createTicketType.id, caller.userId, idempotencyKey, input);
  const ticketTypeId = request?.id ?? newId();
  const stored = await changeEvent(eventId, async (sale) => {
    await requireMember(caller, sale.event.organizerId, managing, { isPublic: isPublic(sale.event) });
    const before = sale.ticketTypes.find((type) => type.ticketTypeId === ticketTypeId);
    if (createdBefore(before, request)) return sale;
    const type = { ...newTicketType(sale, form, ticketTypeId), requestHash: request?.requestHash };
    // Of another event the same key would find no type: that it was used is to be known without one.
    if (request) await claimKey(request.key, request.requestHash, change());
    return storeSale(sale, { ticketType: type }, change());
  });
  return shownType(stored, ticketTypeId);
});
