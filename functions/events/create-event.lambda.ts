import { commitOr } from "#data/commit.ts";
import { event as events, indexed } from "#data/event.ts";
import { loadOrganizer } from "#data/load-organizer.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { managing, requireMember } from "#data/rights.ts";
import { draftOf } from "#domain/event.ts";
import { eventPage } from "#domain/event-page.ts";
import { Fault } from "#domain/fault.ts";
import { created } from "#domain/trail.ts";
import { createEvent } from "#functions/events/create-event.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(createEvent, async ({ input, caller, newId, change }) => {
  const { organizerId, ...form } = input;
  await loadOrganizer(organizerId);
  await requireMember(caller, organizerId, managing, { isPublic: true });
  const event = { ...indexed(draftOf(form, { eventId: newId(), organizerId })), ...created(change()) };
  await commitOr(new Fault("not_found"), { events, organizers }, ({ events, organizers }) => [
    events.create(event).commit(),
    organizers
      .check({ organizerId })
      .where(({ isActive }, op) => op.eq(isActive, true))
      .commit(),
  ]);
  return eventPage({ event, ticketTypes: [] }, { forTeam: true });
});
