import { cancelEvent } from "#functions/events/cancel-event.ts";
import { managing } from "#test/functions/matrix/caller.ts";
import { deletedDraft, featuredShow, freshDraft, freshShow } from "#test/functions/matrix/fresh.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";
import type { World } from "#test/functions/matrix/world.ts";
import { api } from "#test/support/api.ts";
import { anEventForm } from "#test/support/shows.ts";
import { isDone } from "#test/support/then.ts";

/** What a change of a show asks for. */
async function showAsItIs(world: World) {
  const { eventId, event } = await freshShow(world);
  return { input: { eventId }, ifMatch: event.version };
}

async function draftAsItIs(world: World) {
  const { eventId, version } = await freshDraft(world);
  return { input: { eventId }, ifMatch: version };
}

async function cancelledShow(world: World) {
  const { eventId } = await freshShow(world);
  isDone(await api.call(cancelEvent, { eventId }, { token: world.cast.owner.token }));
  return { input: { eventId } };
}

export const events: RowsOf<"events"> = {
  "events/cancel-event": [
    {
      of: "a show",
      ask: async (world) => ({ input: { eventId: (await freshShow(world)).eventId } }),
      may: managing,
      others: "not_permitted",
    },
    {
      of: "a draft",
      ask: ({ draft }) => ({ input: { eventId: draft.eventId } }),
      may: [],
      except: { manager: "not_changeable", owner: "not_changeable" },
    },
  ],
  "events/create-event": {
    ask: async ({ organizerId }) => ({ input: { organizerId, ...(await anEventForm()) } }),
    may: managing,
    others: "not_permitted",
  },
  "events/delete-event": [
    { of: "a show", ask: showAsItIs, may: managing, others: "not_permitted" },
    { of: "a draft", ask: draftAsItIs, may: managing },
  ],
  "events/feature-event": [
    { of: "a show", ask: showAsItIs },
    { of: "a draft", ask: draftAsItIs, may: [] },
  ],
  "events/get-cancellation": [
    { of: "a cancelled show", ask: cancelledShow, may: managing, others: "not_permitted" },
    {
      of: "a show that takes place",
      ask: ({ show }) => ({ input: { eventId: show.eventId } }),
      may: [],
      others: "not_permitted",
      except: { manager: "not_found", owner: "not_found" },
    },
  ],
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
  "events/restore-event": { ask: async (world) => ({ input: await deletedDraft(world) }) },
  "events/set-event-categories": [
    {
      of: "a show",
      ask: async (world) => {
        const { input, ifMatch } = await showAsItIs(world);
        return { input: { ...input, categoryIds: [world.categoryId] }, ifMatch };
      },
      may: managing,
      others: "not_permitted",
    },
    {
      of: "a draft",
      ask: async (world) => {
        const { input, ifMatch } = await draftAsItIs(world);
        return { input: { ...input, categoryIds: [world.categoryId] }, ifMatch };
      },
      may: managing,
    },
  ],
  "events/unfeature-event": {
    ask: async (world) => {
      const { eventId, version } = await featuredShow(world);
      return { input: { eventId }, ifMatch: version };
    },
  },
  "events/update-event": [
    {
      of: "a show",
      ask: async (world) => {
        const { input, ifMatch } = await showAsItIs(world);
        return { input: { ...input, location: "Giza" }, ifMatch };
      },
      may: managing,
      others: "not_permitted",
    },
    {
      of: "a draft",
      ask: async (world) => {
        const { input, ifMatch } = await draftAsItIs(world);
        return { input: { ...input, location: "Giza" }, ifMatch };
      },
      may: managing,
    },
  ],
};
