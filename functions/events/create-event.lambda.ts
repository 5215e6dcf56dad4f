import { commit } from "#data/commit.ts";
import { event as events, indexed } from "#data/event.ts";
import { loadEvent } from "#data/load-event.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { managing, requireMember } from "#data/rights.ts";
import { draftOf } from "#domain/event.ts";
import { eventPage } from "#domain/event-page.ts";
import { Fault } from "#domain/fault.ts";
import { createdBefore, inFlight, namedRequest } from "#domain/repeat.ts";
import { created } from "#domain/trail.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(createEvent, async ({ input, caller, idempotencyKey, newId, change }) => {
  const { organizerId, ...form } = input;
  await loadOrganizer(organizerId);
  await requireMember(caller, organizerId, managing, { isPublic: true });
  const request = namedRequest(createEvent.id, caller.userId, idempotencyKey, input);
  const before = request && (await loadEvent(request.id));
  if (before && createdBefore(before.event, request)) return eventPage(before, { forTeam: true });
  const draft = indexed(draftOf(form, { eventId: request?.id ?? newId(), organizerId }));
  const event = { ...draft, requestHash: request?.requestHash, ...created(change()) };
  const refused = await commit({ events, organizers }, ({ events, organizers }) => [
    events.create(event).commit(),
    organizers
      .check({ organizerId })
      .where(({ isActive }, op) => op.eq(isActive, true))
      .commit(),
  ]);
  if (refused.some(({ position }) => position === 0)) throw inFlight();
  if (refused.length > 0) throw new Fault("not_found");
  return eventPage({ event, ticketTypes: [], categories: [] }, { forTeam: true });
});
