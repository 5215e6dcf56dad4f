import * as z from "zod";
import { Password } from "#domain/password.ts";
import { MailedToken } from "#domain/session.ts";
import { operation } from "#platform/operation.ts";

export const resetPassword = operation("auth/reset-password", {
  method: "POST",
  path: "/v1/auth/reset-password",
  summary: "Set a new password with the token mailed for it, and end every session of the account",
  auth: "public",
  input: z.object({ token: MailedToken, password: Password }),
  output: undefined,
  success: 204,
  uses: ["keys:read", "table:get", "table:put", "table:update"],
  faults: ["invalid_token"],
  impact: "Who forgot their password stays locked out.",
  memory: 1024,
});
