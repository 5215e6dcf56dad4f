import { loadManagedEvent } from "#data/load-managed-event.ts";
import { loadWalk } from "#data/start-walk.ts";
import { Fault } from "#domain/fault.ts";
import { getCancellation } from "#functions/events/get-cancellation.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getCancellation, async ({ input, caller }) => {
  const { eventId, currency, cancelledAt } = await loadManagedEvent(input.eventId, caller);
  // One that takes place has no cancellation.
  if (!cancelledAt) throw new Fault("not_found");
  const walk = await loadWalk(eventId, "cancel");
  const { counted, counting } = walk ?? {};
  const isDone = walk === undefined || walk.endedAt !== undefined;
  return { eventId, currency, cancelledAt, isDone, countedAt: counted?.at, tally: counted ?? counting };
});
