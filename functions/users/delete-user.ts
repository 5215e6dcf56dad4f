import { User } from "#domain/user.ts";
import { operation } from "#platform/operation.ts";

export const deleteUser = operation("users/delete-user", {
  method: "DELETE",
  path: "/v1/users/{userId}",
  summary: "Delete an account that never bought anything; it can be restored",
  auth: "user",
  role: "super_admin",
  input: User.pick({ userId: true }),
  output: undefined,
  success: 204,
  uses: [
    ...["table:get", "table:batch-get", "table:query", "table:put", "table:check"],
    ...["gsi1:query", "archive-gsi1:query"],
  ] as const,
  faults: ["not_found", "in_use", "busy"],
  impact: "Accounts that should not be there cannot be deleted.",
});
