import { managing } from "#test/functions/matrix/caller.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";

export const analytics: RowsOf<"analytics"> = {
  "analytics/get-my-analytics": { ask: () => ({ input: {} }) },
  "analytics/list-daily-analytics": { ask: () => ({ input: {} }) },
  "analytics/list-event-analytics": [
    {
      of: "a show",
      ask: ({ show }) => ({ input: { eventId: show.eventId } }),
      may: managing,
      others: "not_permitted",
    },
    { of: "a draft", ask: ({ draft }) => ({ input: { eventId: draft.eventId } }), may: managing },
  ],
};
