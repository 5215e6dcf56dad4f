import { loadOwnMedia } from "#data/load-media.ts";
import { storeMedia } from "#data/store-media.ts";
import { edited } from "#domain/edit.ts";
import { Fault } from "#domain/fault.ts";
import { updateMedia } from "#functions/media/update-media.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(updateMedia, async ({ input, caller, expectedVersion, change }) => {
  const { mediaId, ...edits } = input;
  const found = await loadOwnMedia(mediaId, caller);
  const next = found.version === expectedVersion && (await storeMedia(edited(found, edits), change()));
  if (!next) throw new Fault("stale_version");
  return next;
});
