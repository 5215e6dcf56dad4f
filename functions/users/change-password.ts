import * as z from "zod";
import { Password, TriedPassword } from "#domain/password.ts";
import { operation } from "#platform/operation.ts";

export const changePassword = operation("users/change-password", {
  method: "POST",
  path: "/v1/users/me/password",
  summary: "Set a new password, and end every session of the account but the one that asks",
  auth: "user",
  input: z.object({ currentPassword: TriedPassword, password: Password }),
  output: undefined,
  success: 204,
  uses: ["table:get", "table:put", "table:update"],
  faults: ["wrong_password", "too_many_requests", "busy"],
  impact: "People cannot change their password.",
  memory: 1024,
});
