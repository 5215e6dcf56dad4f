import * as z from "zod";
import { nonce, ScanCard } from "#domain/check-in.ts";
import { id } from "#domain/ids.ts";
import { operation } from "#platform/operation.ts";

export const getCheckIn = operation("check-ins/get-check-in", {
  method: "GET",
  path: "/v1/events/{eventId}/check-ins/{nonce}",
  summary: "One scan at an event's doors, by the nonce it was made with",
  auth: "user",
  input: z.object({ eventId: id, nonce }),
  output: ScanCard,
  success: 200,
  uses: ["table:get", "archive:get"],
  faults: ["not_found", "not_permitted"],
  impact: "Door staff cannot see what became of a scan.",
});
