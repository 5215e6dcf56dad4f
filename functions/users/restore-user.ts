import { RuledUser } from "#domain/rule-user.ts";
import { User } from "#domain/user.ts";
import { operation } from "#platform/operation.ts";

export const restoreUser = operation("users/restore-user", {
  method: "POST",
  path: "/v1/users/{userId}/restore",
  summary: "Bring a deleted account back; a repeat changes nothing",
  auth: "user",
  role: "super_admin",
  input: User.pick({ userId: true }),
  output: RuledUser,
  success: 200,
  uses: ["table:get", "table:put", "table:check"],
  faults: ["not_found", "busy"],
  impact: "Accounts that were deleted by mistake are lost.",
});
