import { hasTickets } from "#data/has-tickets.ts";
import { sellsAlone } from "#data/plan-leaving.ts";
import { ruleUser } from "#data/rule-user.ts";
import { Fault } from "#domain/fault.ts";
import { closed } from "#domain/rule-user.ts";
import { deleteUser } from "#functions/users/delete-user.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(deleteUser, async ({ input, caller: by, expectedVersion, now, change }) => {
  const { userId } = input;
  await ruleUser(
    {
      ...{ by, needs: "super_admin", userId, expectedVersion },
      decide: async (person) => {
        if (await hasTickets(userId)) throw new Fault("in_use", "They have bought tickets: they can only be erased.");
        if (await sellsAlone(userId)) throw new Fault("in_use", "Nobody else could call off the events they sell.");
        return closed(person, "deletedAt", now.toISOString());
      },
    },
    change(),
  );
});
