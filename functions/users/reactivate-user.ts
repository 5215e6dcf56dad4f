import { RuledUser } from "#domain/rule-user.ts";
import { User } from "#domain/user.ts";
import { operation } from "#platform/operation.ts";

export const reactivateUser = operation("users/reactivate-user", {
  method: "POST",
  path: "/v1/users/{userId}/reactivate",
  summary: "Let somebody in again who was suspended; they log in anew",
  auth: "user",
  role: "admin",
  input: User.pick({ userId: true }),
  output: RuledUser,
  success: 200,
  uses: ["table:get", "table:put", "table:check"],
  faults: ["not_found", "busy"],
  impact: "Who was suspended by mistake stays out.",
});
