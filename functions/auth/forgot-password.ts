import { User } from "#domain/user.ts";
import { operation } from "#platform/operation.ts";

export const forgotPassword = operation("auth/forgot-password", {
  method: "POST",
  path: "/v1/auth/forgot-password",
  summary: "Have a token mailed that sets a new password; the answer is the same if the address has no account",
  auth: "public",
  input: User.pick({ email: true }),
  output: undefined,
  success: 202,
  uses: ["table:get", "table:update"],
  faults: ["too_many_requests"],
  impact: "Who forgot their password stays locked out.",
});
