import { ruleUser } from "#data/rule-user.ts";
import { letIn } from "#domain/rule-user.ts";
import { userReactivated } from "#events/facts/user-reactivated.ts";
import { reactivateUser } from "#functions/users/reactivate-user.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(reactivateUser, ({ input, caller: by, change }) =>
  ruleUser(
    { by, needs: "admin", userId: input.userId, decide: (person) => letIn(person, "suspendedAt") },
    change(userReactivated),
  ),
);
