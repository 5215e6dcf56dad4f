import { ruleUser } from "#data/rule-user.ts";
import { userRoleChanged } from "#events/facts/user-role-changed.ts";
import { changeRole } from "#functions/users/change-role.ts";
import { serve } from "#platform/serve.ts";

/** Tokens given out before say the former role for 15 minutes; no operation lets it be used. */
export const handler = serve(changeRole, ({ input, caller: by, expectedVersion, change }) =>
  ruleUser(
    {
      ...{ by, needs: "super_admin", userId: input.userId, expectedVersion },
      decide: (person) => (person.role === input.role ? undefined : { ...person, role: input.role }),
    },
    change(userRoleChanged),
  ),
);
