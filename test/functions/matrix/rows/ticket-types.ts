import { managing } from "#test/functions/matrix/caller.ts";
import { deletedType, freshDraft, freshShow } from "#test/functions/matrix/fresh.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";
import { aTypeForm } from "#test/support/shows.ts";

export const ticketTypes: RowsOf<"ticket-types"> = {
  "ticket-types/create-ticket-type": [
    {
      of: "a show",
      ask: async (world) => ({ input: { eventId: (await freshShow(world)).eventId, ...aTypeForm() } }),
      may: managing,
      others: "not_permitted",
    },
    {
      of: "a draft",
      ask: async (world) => ({ input: { eventId: (await freshDraft(world)).eventId, ...aTypeForm() } }),
      may: managing,
    },
  ],
  "ticket-types/delete-ticket-type": [
    {
      of: "a show",
      ask: async (world) => {
        const { eventId, ticketTypeId } = await freshShow(world);
        return { input: { eventId, ticketTypeId }, ifMatch: 1 };
      },
      may: managing,
      others: "not_permitted",
    },
    {
      of: "a draft",
      ask: async (world) => {
        const { eventId, ticketTypeId } = await freshDraft(world);
        return { input: { eventId, ticketTypeId }, ifMatch: 1 };
      },
      may: managing,
    },
  ],
  "ticket-types/get-ticket-type": [
    {
      of: "a show",
      ask: ({ show, paidTypeId }) => ({ input: { eventId: show.eventId, ticketTypeId: paidTypeId } }),
    },
    {
      of: "a show, hidden",
      ask: ({ show, hiddenTypeId }) => ({ input: { eventId: show.eventId, ticketTypeId: hiddenTypeId } }),
      may: managing,
    },
    {
      of: "a draft",
      ask: ({ draft }) => ({ input: { eventId: draft.eventId, ticketTypeId: draft.ticketTypeId } }),
      may: managing,
    },
  ],
  "ticket-types/list-ticket-types": [
    { of: "a show", ask: ({ show }) => ({ input: { eventId: show.eventId } }) },
    { of: "a draft", ask: ({ draft }) => ({ input: { eventId: draft.eventId } }), may: managing },
  ],
  "ticket-types/restore-ticket-type": { ask: async (world) => ({ input: await deletedType(world) }) },
  "ticket-types/update-ticket-type": [
    {
      of: "a show",
      ask: async (world) => {
        const { eventId, ticketTypeId } = await freshShow(world);
        return { input: { eventId, ticketTypeId, name: "Balcony" }, ifMatch: 1 };
      },
      may: managing,
      others: "not_permitted",
    },
    {
      of: "a draft",
      ask: async (world) => {
        const { eventId, ticketTypeId } = await freshDraft(world);
        return { input: { eventId, ticketTypeId, name: "Balcony" }, ifMatch: 1 };
      },
      may: managing,
    },
  ],
};
