import * as z from "zod";
import { SessionTokens } from "#domain/session.ts";
import { operation } from "#platform/operation.ts";

export const refresh = operation("auth/refresh", {
  method: "POST",
  path: "/v1/auth/refresh",
  summary: "Exchange a refresh token for the next one and a new access token",
  auth: "public",
  input: z.object({ refreshToken: z.string().min(1).max(2048) }),
  output: SessionTokens,
  success: 200,
  uses: ["keys:read", "table:get", "table:update"],
  faults: ["session_ended", "busy"],
  impact: "People are logged out after 15 minutes.",
});
