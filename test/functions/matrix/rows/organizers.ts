import { deleteOrganizer } from "#functions/organizers/delete-organizer.ts";
import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { verifyOrganizer } from "#functions/organizers/verify-organizer.ts";
import { managing } from "#test/functions/matrix/caller.ts";
import { freshOrganizer } from "#test/functions/matrix/fresh.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";
import type { World } from "#test/functions/matrix/world.ts";
import { api } from "#test/support/api.ts";
import { freshEmail } from "#test/support/people.ts";
import { isDone } from "#test/support/then.ts";

async function closedOrganizer(world: World) {
  const { organizerId, version } = await freshOrganizer(world);
  isDone(await api.call(deleteOrganizer, { organizerId }, { token: world.cast.owner.token, ifMatch: version }));
  return { organizerId };
}

async function verifiedOrganizer(world: World) {
  const { organizerId } = await freshOrganizer(world);
  isDone(await api.call(verifyOrganizer, { organizerId }, { token: world.cast.admin.token }));
  return { organizerId };
}

export const organizers: RowsOf<"organizers"> = {
  "organizers/create-organizer": {
    ask: () => ({ input: { organizationName: "Lantern Hall", contactEmail: freshEmail() } }),
  },
  "organizers/delete-organizer": {
    ask: async (world) => {
      const { organizerId, version } = await freshOrganizer(world);
      return { input: { organizerId }, ifMatch: version };
    },
    may: ["owner"],
    others: "not_permitted",
  },
  "organizers/get-organizer": [
    { ask: ({ organizerId }) => ({ input: { organizerId } }) },
    { of: "another", ask: ({ others }) => ({ input: { organizerId: others.organizerId } }) },
  ],
  "organizers/list-my-organizers": { ask: () => ({ input: {} }) },
  "organizers/list-unverified-organizers": { ask: () => ({ input: {} }) },
  "organizers/restore-organizer": { ask: async (world) => ({ input: await closedOrganizer(world) }) },
  "organizers/revoke-verification": { ask: async (world) => ({ input: await verifiedOrganizer(world) }) },
  "organizers/update-organizer": {
    ask: async ({ organizerId }) => ({
      input: { organizerId, description: "Music and lanterns" },
      ifMatch: isDone(await api.call(getOrganizer, { organizerId })).version,
    }),
    may: managing,
    others: "not_permitted",
  },
  "organizers/verify-organizer": {
    ask: async (world) => ({ input: { organizerId: (await freshOrganizer(world)).organizerId } }),
  },
};
