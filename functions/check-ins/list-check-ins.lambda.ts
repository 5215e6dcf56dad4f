import { loadDoor } from "#data/load-door.ts";
import { newestOfShards } from "#data/newest-of-shards.ts";
import { readFirst } from "#data/page.ts";
import { scan } from "#data/scan.ts";
import { scanShards } from "#domain/check-in.ts";
import { listCheckIns } from "#functions/check-ins/list-check-ins.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listCheckIns, async ({ input, caller, page }) => {
  const event = await loadDoor(input.eventId, caller);
  const { eventId } = event;
  return newestOfShards(scanShards(event), page, {
    read: async (shard, before: { scannedAt: string; nonce: string } | undefined, limit) => {
      const scans = scan.query.ofEvent({ eventId, shard });
      const found = await readFirst(before ? scans.lt(before) : scans, limit, "desc");
      return found.map(({ card }) => card);
    },
    place: ({ scannedAt, nonce }) => ({ scannedAt, nonce }),
  });
});
