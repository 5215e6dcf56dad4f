import { changeEvent } from "#data/change-event.ts";
import { storeEnded } from "#data/end-event.ts";
import { managing, requireMember } from "#data/rights.ts";
import { cancelled } from "#domain/end-event.ts";
import { isPublic } from "#domain/event.ts";
import { eventPage } from "#domain/event-page.ts";
import { Fault } from "#domain/fault.ts";
import { eventCancelled } from "#events/facts/event-cancelled.ts";
import { walkDue } from "#events/facts/walk-due.ts";
import { cancelEvent } from "#functions/events/cancel-event.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(cancelEvent, async ({ input, caller, expectedVersion, now, change }) => {
  const at = now.toISOString();
  const stored = await changeEvent(input.eventId, async (sale) => {
    const { event } = sale;
    await requireMember(caller, event.organizerId, managing, { isPublic: isPublic(event) });
    // A repeat finds it done.
    if (event.status === "cancelled") return sale;
    if (expectedVersion !== undefined && event.version !== expectedVersion) throw new Fault("stale_version");
    const walk = { kind: "cancel", dueAt: at, change: change(walkDue) } as const;
    const ended = await storeEnded(sale, cancelled(event, at), walk, change(eventCancelled));
    return ended && { ...sale, event: ended };
  });
  return eventPage(stored, { forTeam: true });
});
