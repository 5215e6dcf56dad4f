import { asItIs, mostMoves, moveItems } from "#data/move-items.ts";
import { readFirst } from "#data/page.ts";
import { keyBy, readRaw } from "#data/read-raw.ts";
import { scan as scans } from "#data/scan.ts";
import { scanKey, scanShards } from "#domain/check-in.ts";
import type { Event } from "#domain/event.ts";

/** The nonces of at most so many scans of an event that the index still shows in the live table. */
export async function noncesOf(event: Pick<Event, "eventId" | "stockShards">, most: number): Promise<string[]> {
  const { eventId } = event;
  const found: string[] = [];
  for (let shard = 0; shard < scanShards(event); shard++) {
    const left = most - found.length;
    const page = left > 0 ? await readFirst(scans.query.ofEvent({ eventId, shard }), left) : [];
    found.push(...page.map(({ card }) => card.nonce));
  }
  return found;
}

/** Moves scans to the archive, as many at once as a transaction takes; nothing depends on one but its repeat. */
export async function archiveScans(eventId: string, nonces: readonly string[], now: Date): Promise<void> {
  for (let from = 0; from < nonces.length; from += mostMoves) {
    const keys = nonces.slice(from, from + mostMoves).map((nonce) => keyBy(scans.get(scanKey(eventId, nonce))));
    const found = await readRaw(keys);
    if (found.length > 0) await moveItems(found.map(asItIs(now.toISOString())));
  }
}
