import { loadSession } from "#data/load-session.ts";
import { Fault } from "#domain/fault.ts";
import { isLive, sessionCard } from "#domain/session.ts";
import { getSession } from "#functions/sessions/get-session.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getSession, async ({ input, caller, now }) => {
  const found = await loadSession(caller.userId, input.sessionId);
  if (!found || !isLive(found.session, found.person, now)) throw new Fault("not_found");
  return sessionCard(found.session, caller.familyId);
});
