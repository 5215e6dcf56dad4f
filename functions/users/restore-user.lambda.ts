import { ruleUser } from "#data/rule-user.ts";
import { letIn } from "#domain/rule-user.ts";
import { restoreUser } from "#functions/users/restore-user.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(restoreUser, ({ input, caller: by, change }) =>
  ruleUser(
    { by, needs: "super_admin", userId: input.userId, decide: (person) => letIn(person, "deletedAt") },
    change(),
  ),
);
