import { seeMedia } from "#data/load-media.ts";
import { publicMedia } from "#domain/media.ts";
import { getMedia } from "#functions/media/get-media.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getMedia, async ({ input, caller }) => {
  const { found, isOwn } = await seeMedia(input.mediaId, caller);
  return isOwn ? found : publicMedia(found);
});
