import { managing } from "#test/functions/matrix/caller.ts";
import { freshDraft, freshShow } from "#test/functions/matrix/fresh.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";
import { anEventForm } from "#test/support/shows.ts";

export const events: RowsOf<"events"> = {
  "events/create-event": {
    ask: async ({ organizerId }) => ({ input: { organizerId, ...(await anEventForm()) } }),
    may: managing,
    others: "not_permitted",
  },
  "events/get-event": [
    { of: "a show", ask: ({ show }) => ({ input: { eventId: show.eventId } }) },
    { of: "a draft", ask: ({ draft }) => ({ input: { eventId: draft.eventId } }), may: managing },
    {
      of: "another organizer's draft",
      ask: ({ others }) => ({ input: { eventId: others.draft.eventId } }),
      may: ["otherManager", "otherOwner"],
    },
  ],
  "events/list-organizer-events": [
    { of: "those on sale", ask: ({ organizerId }) => ({ input: { organizerId } }) },
    {
      of: "drafts",
      ask: ({ organizerId }) => ({ input: { organizerId, status: "draft" } }),
      may: managing,
      others: "not_permitted",
      except: { anonymous: "unauthenticated" },
    },
  ],
  "events/list-upcoming-events": { ask: () => ({ input: { limit: 100 } }) },
  "events/publish-event": {
    ask: async (world) => ({ input: { eventId: (await freshDraft(world)).eventId } }),
    may: managing,
  },
  "events/update-event": [
    {
      of: "a show",
      ask: async (world) => {
        const { event, eventId } = await freshShow(world);
        return { input: { eventId, location: "Giza" }, ifMatch: event.version };
      },
      may: managing,
      others: "not_permitted",
    },
    {
      of: "a draft",
      ask: async (world) => {
        const { eventId, version } = await freshDraft(world);
        return { input: { eventId, location: "Giza" }, ifMatch: version };
      },
      may: managing,
    },
  ],
};
