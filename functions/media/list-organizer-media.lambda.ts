import { readMediaOf } from "#data/read-media.ts";
import { listOrganizerMedia } from "#functions/media/list-organizer-media.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listOrganizerMedia, ({ input, caller, page }) =>
  readMediaOf({ ownerType: "organizer", ownerId: input.organizerId }, caller, page),
);
