import { media } from "#data/media.ts";
import { readPage } from "#data/page.ts";
import { listMyMedia } from "#functions/media/list-my-media.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listMyMedia, async ({ caller, page }) => {
  const { items, last } = await readPage(media.query.ofUser({ userId: caller.userId }), page, "desc");
  return { items: items.map(({ card, status }) => ({ ...card, status })), last };
});
