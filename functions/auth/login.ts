import { TriedPassword } from "#domain/password.ts";
import { SessionTokens } from "#domain/session.ts";
import { User } from "#domain/user.ts";
import { operation } from "#platform/operation.ts";

export const login = operation("auth/login", {
  method: "POST",
  path: "/v1/auth/login",
  summary: "Begin a session with email and password",
  auth: "public",
  input: User.pick({ email: true }).extend({ password: TriedPassword }),
  output: SessionTokens,
  success: 200,
  uses: ["keys:read", "table:get", "table:put", "table:update", "table:check"],
  faults: ["wrong_credentials", "too_many_requests"],
  impact: "Nobody can log in.",
  memory: 1024,
});
