import { admitTicket } from "#data/admit-ticket.ts";
import { keepScan, keptScan, movedScan } from "#data/keep-scan.ts";
import { loadDoor } from "#data/load-door.ts";
import { loadTicket } from "#data/load-ticket.ts";
import { admitted, doorRefusal, isRepeated, refusedOrRepeated, type ScanResult, scanOf } from "#domain/check-in.ts";
import { Fault } from "#domain/fault.ts";
import { ticketCheckedIn } from "#events/facts/ticket-checked-in.ts";
import { checkInTicket } from "#functions/check-ins/check-in-ticket.ts";
import { log } from "#platform/log.ts";
import { serve } from "#platform/serve.ts";
import { signedPass } from "#platform/ticket-keys.ts";

const rounds = 3;

export const handler = serve(checkInTicket, async ({ input, caller, now, change }) => {
  const { eventId, nonce, gate } = input;
  const pass = await signedPass(input.code);
  const [event, kept] = await Promise.all([loadDoor(eventId, caller), keptScan(eventId, nonce)]);
  const earlier = kept ?? (await movedScan(event, nonce, now));
  const by = { nonce, at: now.toISOString(), by: caller.userId, ...(gate && { gate }) };
  if (earlier) {
    if (isRepeated(earlier, by, pass)) return earlier.card.result;
    throw new Fault("key_reused", "This nonce belongs to another scan: make a new one for each.");
  }

  const decide = async (): Promise<ScanResult> => {
    if (!pass) return { admitted: false, reason: "bad_signature" };
    const { ticketId } = pass;
    const reason = pass.eventId === eventId ? doorRefusal(event, by.at) : "wrong_event";
    if (reason) return { admitted: false, reason, ticketId };
    for (let round = 1; ; round++) {
      const ticket = await admitTicket(pass, by, change(ticketCheckedIn));
      if (ticket) return admitted(ticket, by.at, gate);
      const stored = await loadTicket(ticketId);
      if (!stored) return { admitted: false, reason: "unknown", ticketId };
      // Suspended when it was to be let in, and given back since: what was to be refunded was refused.
      if (stored.status === "active" && round < rounds) continue;
      return refusedOrRepeated(stored, by);
    }
  };

  const result = await decide();
  const keeping = keepScan(scanOf(event, by, result), change(), event);
  if (!result.admitted) return (await keeping).card.result;
  // Whoever is let in is let in: the fact on the ticket brings the scan back if it cannot be kept now.
  await keeping.catch((error) =>
    log("warn", checkInTicket.id, { ticketId: pass?.ticketId, reason: "not_kept", error }),
  );
  return result;
});
