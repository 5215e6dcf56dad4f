import { ruleUser } from "#data/rule-user.ts";
import { closed } from "#domain/rule-user.ts";
import { userSuspended } from "#events/facts/user-suspended.ts";
import { suspendUser } from "#functions/users/suspend-user.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(suspendUser, ({ input, caller: by, now, change }) =>
  ruleUser(
    {
      ...{ by, needs: "admin", userId: input.userId },
      decide: (person) => closed(person, "suspendedAt", now.toISOString()),
    },
    change(userSuspended),
  ),
);
