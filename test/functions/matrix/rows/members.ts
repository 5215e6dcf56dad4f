import { type Caller, managing, people } from "#test/functions/matrix/caller.ts";
import { freshInvitation, freshMember, freshOrganizer } from "#test/functions/matrix/fresh.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";
import type { World } from "#test/functions/matrix/world.ts";
import { joins } from "#test/support/operator.ts";
import { freshEmail } from "#test/support/people.ts";

/** An organizer of the other owner's, that somebody works for. */
async function anotherTeam(world: World, as: Caller) {
  const { organizerId } = await freshOrganizer(world, "otherOwner");
  if (as !== "anonymous" && as !== "otherOwner") await joins(world.cast[as], organizerId, "check_in");
  return { organizerId };
}

const forTeam = { may: managing, others: "not_permitted" } as const;
const forOwners = { may: ["owner"], others: "not_permitted" } as const;

export const members: RowsOf<"members"> = {
  "members/accept-invitation": {
    ask: ({ invitationToken }) => ({ input: { token: invitationToken } }),
    may: ["stranger"],
    others: "not_permitted",
  },
  "members/change-member-role": {
    ask: async (world) => ({ input: { ...(await freshMember(world)), role: "manager" }, ifMatch: 1 }),
    ...forOwners,
  },
  "members/get-invitation": {
    ask: async (world) => ({ input: (await freshInvitation(world)).input }),
    ...forOwners,
  },
  "members/get-member": {
    ask: ({ organizerId, cast }) => ({ input: { organizerId, userId: cast.doorStaff.userId } }),
    ...forTeam,
  },
  "members/invite-member": {
    ask: ({ organizerId }) => ({ input: { organizerId, email: freshEmail(), role: "check_in" } }),
    ...forOwners,
  },
  "members/leave-organizer": [
    {
      of: "one's own team",
      ask: async (world, as) => ({ input: await anotherTeam(world, as) }),
      may: people,
      except: { otherOwner: "last_owner" },
    },
    {
      of: "another team",
      ask: async (world) => ({ input: await anotherTeam(world, "anonymous") }),
      may: [],
      others: "not_permitted",
      except: { otherOwner: "last_owner" },
    },
  ],
  "members/list-invitations": { ask: ({ organizerId }) => ({ input: { organizerId } }), ...forOwners },
  "members/list-members": { ask: ({ organizerId }) => ({ input: { organizerId, limit: 100 } }), ...forTeam },
  "members/remove-member": {
    ask: async (world) => ({ input: await freshMember(world), ifMatch: 1 }),
    ...forOwners,
  },
  "members/revoke-invitation": {
    ask: freshInvitation,
    ...forOwners,
  },
};
