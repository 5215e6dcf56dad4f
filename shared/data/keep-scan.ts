import { holds } from "#data/condition.ts";
import { scan } from "#data/scan.ts";
import { type Scan, scanKey } from "#domain/check-in.ts";
import { type Change, created } from "#domain/trail.ts";

/** The scan that was made with this nonce, or nothing. */
export async function keptScan(eventId: string, nonce: string): Promise<Scan | undefined> {
  return (await scan.get(scanKey(eventId, nonce)).go({ consistent: true })).data ?? undefined;
}

/** Writes a scan down, unless one with its nonce is there already: then that one stays, and is answered. */
export async function keepScan(made: Scan, change: Change): Promise<Scan> {
  if (await holds(scan.create({ ...made, ...created(change) }).go())) return made;
  return (await keptScan(made.eventId, made.nonce)) ?? made;
}
