import * as z from "zod";
import { operation } from "#platform/operation.ts";

export const revokeOtherSessions = operation("sessions/revoke-other-sessions", {
  method: "POST",
  path: "/v1/sessions/revoke-others",
  summary: "End all my sessions but the one that asks",
  auth: "user",
  input: z.object({}),
  output: undefined,
  success: 204,
  uses: ["table:get", "table:update", "table:check"],
  faults: ["busy"],
  impact: "Who suspects a stranger in their account cannot log them out.",
});
