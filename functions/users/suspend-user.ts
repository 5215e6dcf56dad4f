import { RuledUser } from "#domain/rule-user.ts";
import { User } from "#domain/user.ts";
import { operation } from "#platform/operation.ts";

export const suspendUser = operation("users/suspend-user", {
  method: "POST",
  path: "/v1/users/{userId}/suspend",
  summary: "Keep somebody out from now on; access tokens given out before live 15 minutes at most",
  auth: "user",
  role: "admin",
  input: User.pick({ userId: true }),
  output: RuledUser,
  success: 200,
  uses: ["table:get", "table:put", "table:check"],
  faults: ["not_found", "busy"],
  impact: "Who abuses the platform cannot be kept out.",
});
