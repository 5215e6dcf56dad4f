import { storeEnded } from "#data/end-event.ts";
import { endedEvents } from "#data/ended-events.ts";
import { loadEvent } from "#data/load-event.ts";
import { completed } from "#domain/end-event.ts";
import { completeEvents } from "#events/calendar/complete-events.ts";
import { onSchedule } from "#platform/consume.ts";
import { log } from "#platform/log.ts";

/** So many a run; the next run goes on. */
const most = 200;

export const handler = onSchedule(completeEvents, async ({ now, change }) => {
  const at = now.toISOString();
  let done = 0;
  let failed = 0;
  for (const { eventId } of await endedEvents(at, most)) {
    try {
      // The index may lag behind an event that was moved or ended.
      const sale = await loadEvent(eventId);
      const next = sale && completed(sale.event, at);
      if (!next) continue;
      // Its tickets expire when its doors close.
      const walk = { kind: "expire", dueAt: next.checkInUntil, change: change() } as const;
      if (await storeEnded(sale, next, walk, change())) done++;
    } catch (error) {
      failed++;
      log("error", completeEvents.id, { eventId, impact: completeEvents.impact, error });
    }
  }
  return { completed: done, failed };
});
