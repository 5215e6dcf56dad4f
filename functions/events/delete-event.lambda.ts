import { changeEvent } from "#data/change-event.ts";
import { storeDeleted } from "#data/delete-event.ts";
import { managing, requireMember } from "#data/rights.ts";
import { loadWalk } from "#data/start-walk.ts";
import { isPublic } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import { deleteEvent } from "#functions/events/delete-event.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(deleteEvent, async ({ input, caller, expectedVersion, change }) => {
  await changeEvent(input.eventId, async (sale) => {
    const { event } = sale;
    await requireMember(caller, event.organizerId, managing, { isPublic: isPublic(event) });
    if (event.version !== expectedVersion) throw new Fault("stale_version");
    const purge = await loadWalk(event.eventId, "purge");
    return (await storeDeleted(sale, purge, change())) || undefined;
  });
});
