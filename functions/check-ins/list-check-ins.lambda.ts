import { type Home, homesOf } from "#data/home.ts";
import { loadDoor } from "#data/load-door.ts";
import { newestOfShards } from "#data/newest-of-shards.ts";
import { readFirst } from "#data/page.ts";
import { scan } from "#data/scan.ts";
import { scanShards } from "#domain/check-in.ts";
import { listCheckIns } from "#functions/check-ins/list-check-ins.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listCheckIns, async ({ input, caller, page, now }) => {
  const event = await loadDoor(input.eventId, caller);
  const { eventId } = event;
  type Place = { scannedAt: string; nonce: string };
  const read = async (shard: number, before: Place | undefined, limit: number, home: Home) => {
    const scans = scan.query.ofEvent({ eventId, shard });
    const found = await readFirst(before ? scans.lt(before) : scans, limit, "desc", home);
    return found.map(({ card }) => card);
  };
  const place = ({ scannedAt, nonce }: Place) => ({ scannedAt, nonce });
  return newestOfShards(scanShards(event), page, { read, place }, homesOf(event, now));
});
