import { keptScan, movedScan } from "#data/keep-scan.ts";
import { loadDoor } from "#data/load-door.ts";
import { Fault } from "#domain/fault.ts";
import { getCheckIn } from "#functions/check-ins/get-check-in.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getCheckIn, async ({ input, caller, now }) => {
  const { eventId, nonce } = input;
  const [event, kept] = await Promise.all([loadDoor(eventId, caller), keptScan(eventId, nonce)]);
  const scan = kept ?? (await movedScan(event, nonce, now));
  if (!scan) throw new Fault("not_found");
  return scan.card;
});
