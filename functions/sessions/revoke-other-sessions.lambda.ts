import { endOtherSessions } from "#data/end-other-sessions.ts";
import { Fault } from "#domain/fault.ts";
import { revokeOtherSessions } from "#functions/sessions/revoke-other-sessions.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(revokeOtherSessions, async ({ caller, change }) => {
  const isEnded = await endOtherSessions(caller.userId, caller.familyId, change());
  if (!isEnded) throw new Fault("unauthenticated", "This session has ended.");
});
