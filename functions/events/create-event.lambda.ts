import { loadEvent } from "#data/load-event.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { managing, requireMember } from "#data/rights.ts";
import { storeDraft } from "#data/store-draft.ts";
import { draftOf } from "#domain/event.ts";
import { eventPage } from "#domain/event-page.ts";
import { createdBefore, namedRequest } from "#domain/repeat.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(createEvent, async ({ input, caller, idempotencyKey, newId, change }) => {
  const { organizerId, ...form } = input;
  await loadOrganizer(organizerId);
  await requireMember(caller, organizerId, managing, { isPublic: true });
  const request = namedRequest(createEvent.id, caller.userId, idempotencyKey, input);
  const before = request && (await loadEvent(request.id));
  if (before && createdBefore(before.event, request)) return eventPage(before, { forTeam: true });
  const draft = draftOf(form, { eventId: request?.id ?? newId(), organizerId });
  const event = await storeDraft({ ...draft, requestHash: request?.requestHash }, change());
  return eventPage({ event, ticketTypes: [], categories: [] }, { forTeam: true });
});
