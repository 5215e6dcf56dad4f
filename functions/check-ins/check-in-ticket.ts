import * as z from "zod";
import { gate, nonce, ScanResult } from "#domain/check-in.ts";
import { id } from "#domain/ids.ts";
import { operation } from "#platform/operation.ts";

/** As many characters as a QR code can hold: whatever is scanned gets an answer. */
const longestCode = 7089;

export const checkInTicket = operation("check-ins/check-in-ticket", {
  method: "POST",
  path: "/v1/events/{eventId}/check-ins",
  summary: "Let a ticket's holder in, or say why not; the same nonce repeats the first answer",
  auth: "user",
  input: z.object({ eventId: id, code: z.string().max(longestCode).trim(), nonce, gate: gate.optional() }),
  output: ScanResult,
  success: 200,
  uses: ["table:get", "table:put", "table:update", "archive:get", "archive:put"],
  faults: ["not_found", "not_permitted", "key_reused"],
  impact: "Nobody is let in: doors must check codes offline.",
});
