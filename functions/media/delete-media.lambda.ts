import { loadOwnMedia } from "#data/load-media.ts";
import { storeMedia } from "#data/store-media.ts";
import { Fault } from "#domain/fault.ts";
import { deleteMedia } from "#functions/media/delete-media.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(deleteMedia, async ({ input, caller, expectedVersion, change }) => {
  const found = await loadOwnMedia(input.mediaId, caller);
  const isDone = found.version === expectedVersion && (await storeMedia({ ...found, isActive: false }, change()));
  if (!isDone) throw new Fault("stale_version");
});
