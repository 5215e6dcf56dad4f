import { seeEvent } from "#data/see-event.ts";
import { shownTypes } from "#domain/event-page.ts";
import { Fault } from "#domain/fault.ts";
import { getTicketType } from "#functions/ticket-types/get-ticket-type.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getTicketType, async ({ input, caller }) => {
  const { sale, forTeam } = await seeEvent(input.eventId, caller);
  const type = shownTypes(sale, { forTeam }).find(({ ticketTypeId }) => ticketTypeId === input.ticketTypeId);
  if (!type) throw new Fault("not_found");
  return type;
});
