import * as z from "zod";
import { MailedToken } from "#domain/session.ts";
import { operation } from "#platform/operation.ts";

export const verifyEmail = operation("auth/verify-email", {
  method: "POST",
  path: "/v1/auth/verify-email",
  summary: "Verify an address with the token mailed to it",
  auth: "public",
  input: z.object({ token: MailedToken }),
  output: undefined,
  success: 204,
  uses: ["keys:read", "table:get", "table:update"],
  faults: ["invalid_token"],
  impact: "New people cannot buy tickets or become organizers.",
});
