import { RuledUser } from "#domain/rule-user.ts";
import { User } from "#domain/user.ts";
import { operation } from "#platform/operation.ts";

export const findUser = operation("users/find-user", {
  method: "GET",
  path: "/v1/users",
  summary: "The account that exactly this address opens",
  auth: "user",
  role: "admin",
  input: User.pick({ email: true }),
  output: RuledUser,
  success: 200,
  uses: ["table:get"],
  faults: ["not_found"],
  impact: "Admins cannot find anybody who writes to them.",
});
