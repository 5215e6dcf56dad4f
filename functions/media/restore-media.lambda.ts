import { findMedia } from "#data/load-media.ts";
import { requireRole } from "#data/rights.ts";
import { storeMedia } from "#data/store-media.ts";
import { Fault } from "#domain/fault.ts";
import { restoreMedia } from "#functions/media/restore-media.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(restoreMedia, async ({ input, caller, change }) => {
  await requireRole(caller, "super_admin");
  const found = await findMedia(input.mediaId);
  if (found.isActive) return found;
  const restored = await storeMedia({ ...found, isActive: true }, change());
  if (!restored) throw new Fault("busy");
  return restored;
});
