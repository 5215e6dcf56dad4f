import { TriedPassword } from "#domain/password.ts";
import { User } from "#domain/user.ts";
import { operation } from "#platform/operation.ts";

export const changeEmail = operation("users/change-email", {
  method: "POST",
  path: "/v1/users/me/email",
  summary:
    "Ask to move the account to another address; the answer is the same if that has an account, only the mail differs",
  auth: "user",
  input: User.pick({ email: true }).extend({ password: TriedPassword }),
  output: undefined,
  success: 202,
  uses: ["table:get", "table:put", "table:update", "table:check"],
  faults: ["wrong_password", "too_many_requests", "busy"],
  impact: "People cannot change their email address.",
  memory: 1024,
});
