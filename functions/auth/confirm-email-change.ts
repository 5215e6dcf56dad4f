import * as z from "zod";
import { MailedToken } from "#domain/session.ts";
import { operation } from "#platform/operation.ts";

export const confirmEmailChange = operation("auth/confirm-email-change", {
  method: "POST",
  path: "/v1/auth/confirm-email-change",
  summary: "Move an account to a new address with the token mailed to it",
  auth: "public",
  input: z.object({ token: MailedToken }),
  output: undefined,
  success: 204,
  uses: [
    ...["keys:read", "table:get", "table:batch-get", "table:query", "gsi2:query"],
    ...["table:put", "table:update", "table:delete"],
  ] as const,
  faults: ["invalid_token", "already_exists", "busy"],
  impact: "People cannot change their email address.",
});
