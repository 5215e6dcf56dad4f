import { storeOrganizer } from "#data/store-organizer.ts";
import { requireVerified } from "#data/verified.ts";
import { createOrganizer } from "#functions/organizers/create-organizer.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(createOrganizer, async ({ input, caller, newId, change }) => {
  await requireVerified(caller);
  const organizer = {
    ...input,
    organizerId: newId(),
    userId: caller.userId,
    isVerified: false,
    isActive: true,
    publishedEvents: 0,
  };
  return storeOrganizer(organizer, change());
});
