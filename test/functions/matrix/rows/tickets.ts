import { managing } from "#test/functions/matrix/caller.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";

export const tickets: RowsOf<"tickets"> = {
  "tickets/get-ticket": { ask: ({ ticketId }) => ({ input: { ticketId } }), may: ["buyer", ...managing] },
  "tickets/get-ticket-qr": { ask: ({ ticketId }) => ({ input: { ticketId, format: "text" } }), may: ["buyer"] },
  "tickets/list-my-tickets": { ask: () => ({ input: {} }) },
};
