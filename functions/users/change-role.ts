import { RuledUser } from "#domain/rule-user.ts";
import { User } from "#domain/user.ts";
import { operation } from "#platform/operation.ts";

export const changeRole = operation("users/change-role", {
  method: "PATCH",
  path: "/v1/users/{userId}/role",
  summary: "Give somebody another role; not oneself",
  auth: "user",
  role: "super_admin",
  input: User.pick({ userId: true, role: true }),
  output: RuledUser,
  success: 200,
  uses: ["table:get", "table:put", "table:check"],
  faults: ["not_found", "busy"],
  impact: "Nobody can be made an admin, nor stopped from being one.",
});
