import * as z from "zod";
import { SessionCard } from "#domain/session.ts";
import { operation } from "#platform/operation.ts";

export const revokeSession = operation("sessions/revoke-session", {
  method: "POST",
  path: "/v1/sessions/{sessionId}/revoke",
  summary: "End one of my sessions; a repeat changes nothing",
  auth: "user",
  input: z.object(SessionCard.pick({ sessionId: true }).shape),
  output: undefined,
  success: 204,
  uses: ["table:get", "table:update"],
  faults: ["not_found"],
  impact: "Who lost a device cannot log it out.",
});
