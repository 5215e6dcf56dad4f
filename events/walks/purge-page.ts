import { event as events } from "#data/event.ts";
import { markPurged, removeCategories, removeEvent, removeMedia, removeTicketTypes } from "#data/purge-event.ts";
import { days, shifted } from "#domain/time.ts";
import type { Change } from "#domain/trail.ts";
import { restorableDays } from "#domain/walk.ts";
import type { Page } from "#events/walks/page.ts";

/** Removes some of what belongs to an event; whether none is left. */
type Remove = (eventId: string, change: Change) => Promise<boolean>;

/** All that may belong to an event that was never published. Whoever gives drafts something new adds how it is removed. */
const belongings: readonly Remove[] = [removeTicketTypes, removeCategories, removeMedia];

/** A deleted draft, thirty days later: what belongs to it, then itself. One that was restored stays. */
export const purgePage: Page = async ({ eventId, place }, { now, change }) => {
  const over = { next: undefined, failed: 0 };
  const { data: event } = await events.get({ eventId }).go({ consistent: true });
  if (!event?.deletedAt || event.isActive) return over;
  const dueAt = shifted(event.deletedAt, days(restorableDays));
  if (dueAt > now.toISOString()) return { ...over, dueAt };
  if (!event.isPurged && !(await markPurged(event, change()))) return { next: place, failed: 0 };
  const remove = belongings[place.part];
  if (remove) return { next: { part: (await remove(eventId, change())) ? place.part + 1 : place.part }, failed: 0 };
  await removeEvent(eventId);
  return over;
};
