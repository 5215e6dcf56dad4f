import { deleteBranding } from "#functions/branding/delete-branding.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { managing } from "#test/functions/matrix/caller.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";
import { aBranding, aLook } from "#test/functions/matrix/shop.ts";
import type { World } from "#test/functions/matrix/world.ts";
import { api } from "#test/support/api.ts";
import { isDone } from "#test/support/then.ts";

/** A look of team A that is not in use. */
async function freshLook({ team }: World) {
  const { brandingId } = await aBranding(team);
  return { organizerId: team.organizerId, brandingId };
}

/** The look that pages of team A have: another was put to use meanwhile. */
async function lookInUse({ organizerId, brandingId }: World) {
  const { activeBrandingId = brandingId } = isDone(await api.call(getOrganizer, { organizerId }));
  return { organizerId, brandingId: activeBrandingId };
}

async function deletedLook(world: World) {
  const look = await freshLook(world);
  isDone(await api.call(deleteBranding, look, { token: world.cast.owner.token, ifMatch: 1 }));
  return look;
}

const forTeam = { may: managing, others: "not_permitted" } as const;

export const branding: RowsOf<"branding"> = {
  "branding/activate-branding": { ask: async (world) => ({ input: await freshLook(world) }), ...forTeam },
  "branding/create-branding": { ask: ({ organizerId }) => ({ input: { organizerId, ...aLook() } }), ...forTeam },
  "branding/delete-branding": { ask: async (world) => ({ input: await freshLook(world), ifMatch: 1 }), ...forTeam },
  "branding/get-branding": [
    { of: "the one in use", ask: async (world) => ({ input: await lookInUse(world) }) },
    {
      of: "another",
      ask: ({ organizerId, spareBrandingId }) => ({ input: { organizerId, brandingId: spareBrandingId } }),
      may: managing,
    },
  ],
  "branding/list-brandings": { ask: ({ organizerId }) => ({ input: { organizerId } }), ...forTeam },
  "branding/restore-branding": { ask: async (world) => ({ input: await deletedLook(world) }) },
  "branding/update-branding": {
    ask: async (world) => ({ input: { ...(await freshLook(world)), primaryColor: "#000000" }, ifMatch: 1 }),
    ...forTeam,
  },
};
