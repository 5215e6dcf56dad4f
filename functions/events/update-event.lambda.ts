import { changeEvent, storeSale } from "#data/change-event.ts";
import { managing, requireMember } from "#data/rights.ts";
import { editEvent } from "#domain/edit-event.ts";
import { isPublic } from "#domain/event.ts";
import { eventPage } from "#domain/event-page.ts";
import { Fault } from "#domain/fault.ts";
import { updateEvent } from "#functions/events/update-event.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(updateEvent, async ({ input, caller, expectedVersion, now, change }) => {
  const { eventId, ...edits } = input;
  const stored = await changeEvent(eventId, async (sale) => {
    const { event, ticketTypes } = sale;
    await requireMember(caller, event.organizerId, managing, { isPublic: isPublic(event) });
    if (event.version !== expectedVersion) throw new Fault("stale_version");
    return storeSale(sale, { event: editEvent(event, edits, ticketTypes, now.toISOString()) }, change());
  });
  return eventPage(stored, { forTeam: true });
});
