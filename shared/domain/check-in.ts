import * as z from "zod";
import type { Event } from "#domain/event.ts";
import { id } from "#domain/ids.ts";
import { line } from "#domain/text.ts";
import { type Ticket, TicketNumber } from "#domain/ticket.ts";

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

/** What a door is told: come in, or why not. A refusal is an answer, not a fault. */
export const ScanResult = z.object({
  admitted: z.boolean(),
  reason: z.enum(refusalReasons).optional(),
  ticketId: id.optional(),
  ticketNumber: TicketNumber.optional(),
  ticketTypeName: z.string().optional(),
  /** When and where the ticket was let in: this time, or the time before if it is used. */
  usedAt: z.string().optional(),
  gate: z.string().optional(),
});
export type ScanResult = z.infer<typeof ScanResult>;

/** One try at the door. The scanner makes the nonce, so that a repeat repeats its answer. */
export const nonce = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, { message: "8 to 64 letters, digits, - or _" });
export const gate = line(1, 60);

export const Scan = z.object({
  eventId: id,
  nonce,
  scannedAt: z.string(),
  scannedBy: id,
  gate: gate.optional(),
  bucket: z.string(),
  shard: z.int().min(0),
  result: ScanResult,
  card: ScanResult.extend({ nonce, scannedAt: z.string(), scannedBy: id, scanGate: z.string().optional() }),
});
export type Scan = z.infer<typeof Scan>;

/** Whether the doors are open: checked against the event as it is now, so that moved dates count at once. */
export function doorRefusal(
  event: Pick<Event, "checkInFrom" | "checkInUntil">,
  now: string,
): RefusalReason | undefined {
  if (now < event.checkInFrom) return "not_yet";
  return now >= event.checkInUntil ? "too_late" : undefined;
}

export const admitted = (ticket: Ticket, at: string, gate: string | undefined): ScanResult => ({
  ...shown(ticket),
  admitted: true,
  usedAt: at,
  ...(gate && { gate }),
});

/** The answer for a ticket that is not active any more; the same nonce that won repeats its admission. */
export function refusedOrRepeated(ticket: Ticket, nonce: string): ScanResult {
  const { admission, status } = ticket;
  if (admission?.nonce === nonce) return admitted(ticket, admission.at, admission.gate);
  if (status === "active") throw new Error(`Ticket ${ticket.ticketId} is active: nothing refuses it`);
  const reason = status === "used" ? "already_used" : status;
  const where = admission && { usedAt: admission.at, ...(admission.gate && { gate: admission.gate }) };
  return { ...shown(ticket), admitted: false, reason, ...where };
}

const shown = (ticket: Ticket) => ({
  ticketId: ticket.ticketId,
  ticketNumber: ticket.ticketNumber,
  ticketTypeName: ticket.card.ticketTypeName,
});
