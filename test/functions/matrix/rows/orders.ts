import { managing } from "#test/functions/matrix/caller.ts";
import { freshHold } from "#test/functions/matrix/fresh.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";
import type { World } from "#test/functions/matrix/world.ts";

const oneTicket = ({ show }: Pick<World, "show">) => ({
  eventId: show.eventId,
  lines: [{ ticketTypeId: show.ticketTypeId, quantity: 1 }],
});

const names = ["eventId"] as const;

export const orders: RowsOf<"orders"> = {
  "orders/cancel-order": {
    ask: async (world) => ({ input: { orderId: (await freshHold(world)).orderId } }),
    may: ["buyer"],
  },
  "orders/get-order": { ask: ({ orderId }) => ({ input: { orderId } }), may: ["buyer"] },
  "orders/list-event-orders": [
    { of: "a show", ask: ({ show }) => ({ input: { eventId: show.eventId } }), may: managing, others: "not_permitted" },
    { of: "a draft", ask: ({ draft }) => ({ input: { eventId: draft.eventId } }), may: managing },
  ],
  "orders/list-my-orders": { ask: () => ({ input: {} }) },
  "orders/place-order": [
    { of: "a show", ask: (world) => ({ input: oneTicket(world) }) },
    { of: "a draft", ask: ({ draft }) => ({ input: oneTicket({ show: draft }) }), may: [], names },
  ],
  "orders/quote-order": [
    { of: "a show", ask: (world) => ({ input: oneTicket(world) }) },
    { of: "a draft", ask: ({ draft }) => ({ input: oneTicket({ show: draft }) }), may: [], names },
  ],
};
