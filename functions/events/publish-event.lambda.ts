import { changeEvent } from "#data/change-event.ts";
import { storePublished } from "#data/publish-event.ts";
import { managing, requireMember } from "#data/rights.ts";
import { isPublic } from "#domain/event.ts";
import { eventPage } from "#domain/event-page.ts";
import { Fault } from "#domain/fault.ts";
import { published } from "#domain/publish.ts";
import { eventPublished } from "#events/facts/event-published.ts";
import { publishEvent } from "#functions/events/publish-event.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(publishEvent, async ({ input, caller, expectedVersion, now, change }) => {
  const stored = await changeEvent(input.eventId, async (draft) => {
    const { event, ticketTypes } = draft;
    await requireMember(caller, event.organizerId, managing, { isPublic: isPublic(event) });
    if (expectedVersion !== undefined && event.version !== expectedVersion) throw new Fault("stale_version");
    return storePublished(draft, published(event, ticketTypes, now.toISOString()), change(eventPublished));
  });
  return eventPage(stored, { forTeam: true });
});
