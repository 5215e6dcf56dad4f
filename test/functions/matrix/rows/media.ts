import { managing } from "#test/functions/matrix/caller.ts";
import { freshFile } from "#test/functions/matrix/fresh.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";

const altText = "Lanterns over a river";

export const media: RowsOf<"media"> = {
  "media/delete-media": [
    {
      of: "a show",
      ask: async (world) => ({ input: await freshFile(world, "show"), ifMatch: 1 }),
      may: managing,
      others: "not_permitted",
    },
    { of: "a person", ask: async (world) => ({ input: await freshFile(world, "person"), ifMatch: 1 }), may: ["buyer"] },
  ],
  "media/get-media": [
    { of: "a show", ask: ({ files }) => ({ input: { mediaId: files.shown } }) },
    { of: "an organizer", ask: ({ files }) => ({ input: { mediaId: files.ofOrganizer } }) },
    { of: "a show, not looked at", ask: ({ files }) => ({ input: { mediaId: files.pending } }), may: managing },
    { of: "a draft", ask: ({ files }) => ({ input: { mediaId: files.hidden } }), may: managing },
    { of: "a person", ask: ({ files }) => ({ input: { mediaId: files.own } }), may: ["buyer"] },
  ],
  "media/list-event-media": [
    { of: "a show", ask: ({ show }) => ({ input: { eventId: show.eventId } }) },
    { of: "a draft", ask: ({ draft }) => ({ input: { eventId: draft.eventId } }), may: managing },
  ],
  "media/list-my-media": { ask: () => ({ input: {} }) },
  "media/list-organizer-media": { ask: ({ organizerId }) => ({ input: { organizerId } }) },
  "media/restore-media": { ask: async (world) => ({ input: await freshFile(world, "show", { isActive: false }) }) },
  "media/update-media": [
    {
      of: "a show",
      ask: async (world) => ({ input: { ...(await freshFile(world, "show")), altText }, ifMatch: 1 }),
      may: managing,
      others: "not_permitted",
    },
    {
      of: "a person",
      ask: async (world) => ({ input: { ...(await freshFile(world, "person")), altText }, ifMatch: 1 }),
      may: ["buyer"],
    },
  ],
};
