import { seeEvent } from "#data/see-event.ts";
import { shownTypes } from "#domain/event-page.ts";
import { listTicketTypes } from "#functions/ticket-types/list-ticket-types.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listTicketTypes, async ({ input, caller, page }) => {
  const { sale, forTeam } = await seeEvent(input.eventId, caller);
  // There are at most 20, in the order of their ids: the page is cut out of one read.
  const after = page.after ?? "";
  const rest = shownTypes(sale, { forTeam }).filter(({ ticketTypeId }) => ticketTypeId > after);
  const items = rest.slice(0, page.limit);
  return { items, last: rest.length > items.length ? items.at(-1)?.ticketTypeId : undefined };
});
