import { freshSession } from "#test/functions/matrix/fresh.ts";
import type { RowsOf } from "#test/functions/matrix/row.ts";

export const sessions: RowsOf<"sessions"> = {
  "sessions/get-session": { ask: ({ sessionId }) => ({ input: { sessionId } }), may: ["buyer"] },
  "sessions/list-my-sessions": { ask: () => ({ input: { limit: 100 } }) },
  "sessions/revoke-other-sessions": {
    ask: async ({ another }, as) => ({
      input: {},
      ...(as !== "anonymous" && { token: (await another(as)).token }),
    }),
  },
  "sessions/revoke-session": {
    ask: async ({ cast, another }, as) => ({
      input: await freshSession(cast.buyer),
      // The buyer's own may be over by now, and then ends no other.
      ...(as === "buyer" && { token: (await another(as)).token }),
    }),
    may: ["buyer"],
  },
};
