import { archiveEvent, eventsToArchive, loadOver } from "#data/archive-event.ts";
import { archiveOrders, ordersOf } from "#data/archive-orders.ts";
import { archiveScans, noncesOf } from "#data/archive-scans.ts";
import type { Change } from "#domain/trail.ts";
import { archiveEvents } from "#events/archive/archive-events.ts";
import { onSchedule } from "#platform/consume.ts";
import { log } from "#platform/log.ts";

/** So many events, and so many orders and scans of them, in one run: at 30 ms for ten, a minute. The next run goes on. */
const mostEvents = 200;
const mostItems = 10_000;

export const handler = onSchedule(archiveEvents, async ({ now, change }) => {
  const done = { events: 0, items: 0 };
  const failed: string[] = [];
  for (const eventId of await eventsToArchive(now, mostEvents)) {
    if (done.items >= mostItems) break;
    try {
      const items = await moveOn(eventId, mostItems - done.items, change());
      if (items === "archived") done.events++;
      else done.items += items;
    } catch (error) {
      failed.push(eventId);
      log("error", archiveEvents.id, { eventId, impact: archiveEvents.impact, error });
    }
  }
  if (failed.length > 0) throw new Error(`Could not archive ${failed.length} events, such as ${failed[0]}`);
  return done;
});

/**
 * Moves some of an event's orders and scans, and the event itself only in a run that finds none: an index may lag behind
 * what was moved, but not for an hour. What there is to do follows from what is left, so that a run that breaks off
 * anywhere loses nothing.
 */
async function moveOn(eventId: string, most: number, change: Change): Promise<number | "archived"> {
  const { now } = change;
  const over = await loadOver(eventId, now);
  if (!over) return 0;
  const orders = await ordersOf(over.event, most);
  await archiveOrders(orders, now);
  const nonces = await noncesOf(over.event, most - orders.length);
  await archiveScans(eventId, nonces, now);
  const found = orders.length + nonces.length;
  if (found > 0) return found;
  return (await archiveEvent(over, change)) ? "archived" : 0;
}
