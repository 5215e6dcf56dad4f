import { managing, team } from "#test/functions/matrix/caller.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";

export const tickets: RowsOf<"tickets"> = {
  "tickets/find-ticket": {
    ask: ({ ticketNumber }) => ({ input: { ticketNumber } }),
    may: ["buyer", ...team],
    nothing: { ticketNumber: "TKT-20270301-0123456789" },
  },
  "tickets/get-ticket": { ask: ({ ticketId }) => ({ input: { ticketId } }), may: ["buyer", ...managing] },
  "tickets/get-ticket-qr": { ask: ({ ticketId }) => ({ input: { ticketId, format: "text" } }), may: ["buyer"] },
  "tickets/list-event-tickets": [
    { of: "a show", ask: ({ show }) => ({ input: { eventId: show.eventId } }), may: managing, others: "not_permitted" },
    { of: "a draft", ask: ({ draft }) => ({ input: { eventId: draft.eventId } }), may: managing },
  ],
  "tickets/list-my-tickets": { ask: () => ({ input: {} }) },
};
