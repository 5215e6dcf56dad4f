import { endSession } from "#data/end-session.ts";
import { loadSession } from "#data/load-session.ts";
import { rotateSession } from "#data/rotate-session.ts";
import { Fault } from "#domain/fault.ts";
import { judgeRefresh } from "#domain/session.ts";
import { refresh } from "#functions/auth/refresh.ts";
import { serve } from "#platform/serve.ts";
import { readRefresh, sessionTokens } from "#platform/session-tokens.ts";

/** Who loses a race with another refresh looks again, and is then the one whose answer may have been lost. */
const looks = 3;

export const handler = serve(refresh, async ({ input, now, change }) => {
  const claims = await readRefresh(input.refreshToken, now);
  if (!claims) throw new Fault("session_ended");
  for (let look = 1; look <= looks; look++) {
    const found = await loadSession(claims.sub, claims.familyId);
    if (!found) throw new Fault("session_ended");
    const { session, person } = found;
    const worth = judgeRefresh(session, claims.generation, now);
    if (worth === "repeat") return sessionTokens(person, session, now);
    if (worth === "reuse") await endSession(claims.sub, claims.familyId, change());
    if (worth !== "rotate") throw new Fault("session_ended");
    const rotated = await rotateSession(session, change());
    if (rotated) return sessionTokens(person, rotated, now);
  }
  throw new Fault("busy");
});
