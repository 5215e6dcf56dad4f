import * as z from "zod";
import { ScanCard } from "#domain/check-in.ts";
import { id } from "#domain/ids.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listCheckIns = operation("check-ins/list-check-ins", {
  method: "GET",
  path: "/v1/events/{eventId}/check-ins",
  summary: "Every scan at an event's doors, newest first",
  auth: "user",
  paged: true,
  input: z.object({ eventId: id, ...paging }),
  output: pageOf(ScanCard),
  success: 200,
  uses: ["table:get", "gsi1:query", "archive:get", "archive-gsi1:query"],
  faults: ["not_found", "not_permitted"],
  impact: "Door staff cannot see who came in.",
});
