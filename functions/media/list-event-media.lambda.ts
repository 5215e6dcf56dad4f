import { readMediaOf } from "#data/read-media.ts";
import { listEventMedia } from "#functions/media/list-event-media.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listEventMedia, ({ input, caller, page }) =>
  readMediaOf({ ownerType: "event", ownerId: input.eventId }, caller, page),
);
