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
  "sessions/revoke-session": { ask: async ({ cast }) => ({ input: await freshSession(cast.buyer) }), may: ["buyer"] },
};
