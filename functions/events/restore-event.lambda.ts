import { storeRestored } from "#data/delete-event.ts";
import { loadEvent } from "#data/load-event.ts";
import { requireRole } from "#data/rights.ts";
import { loadWalk } from "#data/start-walk.ts";
import { eventPage } from "#domain/event-page.ts";
import { Fault } from "#domain/fault.ts";
import { restoreEvent } from "#functions/events/restore-event.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(restoreEvent, async ({ input, caller, change }) => {
  await requireRole(caller, "super_admin");
  const [sale, purge] = await Promise.all([loadEvent(input.eventId), loadWalk(input.eventId, "purge")]);
  if (!sale || sale.event.isPurged) throw new Fault("not_found");
  // A repeat finds it done.
  if (sale.event.isActive) return eventPage(sale, { forTeam: true });
  const event = await storeRestored(sale, purge, change());
  if (!event) throw new Fault("busy");
  return eventPage({ ...sale, event }, { forTeam: true });
});
