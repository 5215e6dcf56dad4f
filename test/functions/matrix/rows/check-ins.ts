import { managing, team } from "#test/functions/matrix/caller.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";
import { freshKey } from "#test/support/people.ts";

export const checkIns: RowsOf<"check-ins"> = {
  "check-ins/check-in-ticket": [
    {
      of: "a show",
      ask: ({ show, code }) => ({ input: { eventId: show.eventId, code, nonce: freshKey(), gate: "Gate 1" } }),
      may: team,
      others: "not_permitted",
    },
    {
      of: "a draft",
      ask: ({ draft, code }) => ({ input: { eventId: draft.eventId, code, nonce: freshKey() } }),
      may: team,
    },
  ],
  "check-ins/get-check-in": {
    ask: ({ show, scan }) => ({ input: { eventId: show.eventId, nonce: scan.nonce } }),
    may: team,
    others: "not_permitted",
  },
  "check-ins/list-check-ins": [
    {
      of: "a show",
      ask: ({ show }) => ({ input: { eventId: show.eventId } }),
      may: team,
      others: "not_permitted",
    },
    { of: "a draft", ask: ({ draft }) => ({ input: { eventId: draft.eventId } }), may: [...managing, "doorStaff"] },
  ],
};
