import { getOrganizer } from "#functions/organizers/get-organizer.ts";
import { managing } from "#test/functions/matrix/caller.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";
import { api } from "#test/support/api.ts";
import { freshEmail } from "#test/support/people.ts";
import { isDone } from "#test/support/then.ts";

export const organizers: RowsOf<"organizers"> = {
  "organizers/create-organizer": {
    ask: () => ({ input: { organizationName: "Lantern Hall", contactEmail: freshEmail() } }),
  },
  "organizers/get-organizer": [
    { ask: ({ organizerId }) => ({ input: { organizerId } }) },
    { of: "another", ask: ({ others }) => ({ input: { organizerId: others.organizerId } }) },
  ],
  "organizers/list-my-organizers": { ask: () => ({ input: {} }) },
  "organizers/update-organizer": {
    ask: async ({ organizerId }) => ({
      input: { organizerId, description: "Music and lanterns" },
      ifMatch: isDone(await api.call(getOrganizer, { organizerId })).version,
    }),
    may: managing,
    others: "not_permitted",
  },
};
