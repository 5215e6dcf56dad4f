import { RuledUser } from "#domain/rule-user.ts";
import { User } from "#domain/user.ts";
import { operation } from "#platform/operation.ts";

export const getUser = operation("users/get-user", {
  method: "GET",
  path: "/v1/users/{userId}",
  summary: "Somebody's account, closed ones included",
  auth: "user",
  role: "admin",
  input: User.pick({ userId: true }),
  output: RuledUser,
  success: 200,
  uses: ["table:get"],
  faults: ["not_found"],
  impact: "Admins cannot look at accounts.",
});
