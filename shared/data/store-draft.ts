import { commit } from "#data/commit.ts";
import { event as events, indexed } from "#data/event.ts";
import { organizer as organizers } from "#data/organizer.ts";
import type { Event } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import { inFlight } from "#domain/repeat.ts";
import { type Change, created } from "#domain/trail.ts";

/** Stores a new event of an organizer that is open, and answers it. Throws `not_found` if it was closed. */
export async function storeDraft(draft: Event & { readonly requestHash?: string | undefined }, change: Change) {
  const event = { ...indexed(draft), ...created(change) };
  const { organizerId } = event;
  const refused = await commit({ events, organizers }, ({ events, organizers }) => [
    events.create(event).commit(),
    organizers
      .check({ organizerId })
      .where(({ isActive }, op) => op.eq(isActive, true))
      .commit(),
  ]);
  if (refused.some(({ position }) => position === 0)) throw inFlight();
  if (refused.length > 0) throw new Fault("not_found");
  return event;
}
