import { createHash } from "node:crypto";
import * as z from "zod";
import { type Event, indexShardsFor } from "#domain/event.ts";
import { id, spread } from "#domain/ids.ts";
import { line } from "#domain/text.ts";
import { type Ticket, TicketNumber } from "#domain/ticket.ts";
import type { TicketPass } from "#domain/ticket-token.ts";

export const refusalReasons = [
  "already_used",
  "cancelled",
  "refunded",
  "expired",
  "suspended",
  "wrong_event",
  "not_yet",
  "too_late",
  "unknown",
  "bad_signature",
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export const gate = line(1, 60);

/** What a door is told: come in, or why not. A refusal is an answer, not a fault. */
export const ScanResult = z.object({
  admitted: z.boolean(),
  reason: z.enum(refusalReasons).optional(),
  ticketId: id.optional(),
  ticketNumber: TicketNumber.optional(),
  ticketTypeName: z.string().optional(),
  /** When and where the ticket was let in: this time, or the time before if it is used. */
  usedAt: z.string().optional(),
  gate: gate.optional(),
});
export type ScanResult = z.infer<typeof ScanResult>;

/** The scanner makes a new one for each scan, so that a repeat of the request repeats its answer. */
export const nonce = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, { message: "8 to 64 letters, digits, - or _" });

/** What a list of scans shows, which is all there is to one. `gate` is where the scan was made. */
export const ScanCard = z.object({
  nonce,
  scannedAt: z.string(),
  scannedBy: id,
  gate: gate.optional(),
  result: ScanResult,
});

/** One try at the door. */
export const Scan = ScanCard.pick({ nonce: true, scannedAt: true }).extend({
  eventId: id,
  /** Spreads an event's scans over partitions. */
  bucket: z.string(),
  /** The index shard it is listed in. */
  shard: z.int().min(0),
  card: ScanCard,
});
export type Scan = z.infer<typeof Scan>;

const digest = (nonce: string) => createHash("sha256").update(nonce).digest("hex");

/** Where the scan with this nonce is kept. */
export const scanKey = (eventId: string, nonce: string) => ({ eventId, nonce, bucket: digest(nonce).slice(0, 2) });

/** How many index shards list an event's scans. Places follow the stock shards, whose number never falls. */
export const scanShards = (event: Pick<Event, "stockShards">) => indexShardsFor(event);

/**
 * A scan as it is kept. The same scan always gives the same item, whoever writes it down: one that let somebody in was
 * made when and where the ticket says, even if a repeat of it is what gets to be kept.
 */
export function scanOf(
  event: Pick<Event, "eventId" | "stockShards">,
  { nonce, by, ...made }: Admission,
  result: ScanResult,
): Scan {
  const { usedAt, gate: usedGate } = result;
  const { at, gate } = result.admitted && usedAt !== undefined ? { at: usedAt, gate: usedGate } : made;
  return {
    ...scanKey(event.eventId, nonce),
    scannedAt: at,
    shard: spread(digest(nonce), scanShards(event)),
    card: { nonce, scannedAt: at, scannedBy: by, ...(gate && { gate }), result },
  };
}

/** Who scans when and where, under which nonce: what is stored on the ticket if this scan lets it in. */
export type Admission = NonNullable<Ticket["admission"]>;

/** Whether a scan is one made before, sent again: same nonce, same person, same ticket. */
export const isRepeated = ({ card }: Scan, { nonce, by }: Admission, pass: TicketPass | undefined) =>
  card.nonce === nonce && card.scannedBy === by && card.result.ticketId === pass?.ticketId;

/** Why nobody is let in now, if so: by the event as it is now, so that moved dates and a cancelled show count at once. */
export function doorRefusal(
  event: Pick<Event, "status" | "checkInFrom" | "checkInUntil">,
  now: string,
): RefusalReason | undefined {
  if (event.status === "cancelled") return "cancelled";
  if (now < event.checkInFrom) return "not_yet";
  return now >= event.checkInUntil ? "too_late" : undefined;
}

export const admitted = (ticket: Ticket, at: string, gate: string | undefined): ScanResult => ({
  ...shown(ticket),
  admitted: true,
  usedAt: at,
  ...(gate && { gate }),
});

/** The answer for a ticket that did not let this scan in; the scan that won before repeats its admission. */
export function refusedOrRepeated(ticket: Ticket, scan: Pick<Admission, "nonce" | "by">): ScanResult {
  const { admission, status } = ticket;
  if (status === "active") throw new Error(`Ticket ${ticket.ticketId} is active: nothing refuses it`);
  if (status === "used" && admission?.nonce === scan.nonce && admission.by === scan.by) {
    return admitted(ticket, admission.at, admission.gate);
  }
  const reason = status === "used" ? "already_used" : status;
  const where = admission && { usedAt: admission.at, ...(admission.gate && { gate: admission.gate }) };
  return { ...shown(ticket), admitted: false, reason, ...where };
}

const shown = (ticket: Ticket) => ({
  ticketId: ticket.ticketId,
  ticketNumber: ticket.ticketNumber,
  ticketTypeName: ticket.ticketTypeName,
});
