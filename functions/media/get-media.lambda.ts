import { seeMedia } from "#data/load-media.ts";
import { getMedia } from "#functions/media/get-media.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getMedia, async ({ input, caller }) => (await seeMedia(input.mediaId, caller)).found);
