import { entity, gsi, primary } from "#data/entity.ts";
import { Scan } from "#domain/check-in.ts";

export const scan = entity("scan", Scan, {
  // One try at an event's doors — its nonce is the key, so a repeat finds the first answer. `bucket` spreads the keys.
  byNonce: primary("event#{eventId}#scans#{bucket}", "{nonce}"),
  // An event's scans — newest first — one partition per index shard.
  ofEvent: gsi(1, "event#{eventId}#scans#{shard}", "{scannedAt}#{nonce}"),
});
