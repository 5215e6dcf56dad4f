import { findOrganizer } from "#data/load-organizer.ts";
import { storeOrganizer } from "#data/store-organizer.ts";
import { requireVerified } from "#data/verified.ts";
import { createdBefore, namedRequest } from "#domain/repeat.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(createOrganizer, async ({ input, caller, idempotencyKey, newId, change }) => {
  const request = namedRequest(createOrganizer.id, caller.userId, idempotencyKey, input);
  const before = request && createdBefore(await findOrganizer(request.id), request);
  if (before) return before;
  await requireVerified(caller);
  const organizer = {
    ...input,
    organizerId: request?.id ?? newId(),
    requestHash: request?.requestHash,
    userId: caller.userId,
    isVerified: false,
    isActive: true,
    publishedEvents: 0,
  };
  return storeOrganizer(organizer, change());
});
