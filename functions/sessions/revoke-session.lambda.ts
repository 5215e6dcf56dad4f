import { endSession } from "#data/end-session.ts";
import { loadLiveSession } from "#data/load-session.ts";
import { session } from "#data/session.ts";
import { Fault } from "#domain/fault.ts";
import { revokeSession } from "#functions/sessions/revoke-session.ts";
import { serve } from "#platform/serve.ts";

/**
 * Access tokens of the session work for 15 minutes more at most, as after a logout. So a session that is over ends none
 * but itself: who was logged out must not log out whoever did it.
 */
export const handler = serve(revokeSession, async ({ input, caller, now, change }) => {
  const key = { userId: caller.userId, familyId: input.sessionId };
  const { data: found } = await session.get(key).go({ consistent: true });
  if (!found) throw new Fault("not_found");
  const isOwn = input.sessionId === caller.familyId;
  if (!isOwn && !(await loadLiveSession(caller.userId, caller.familyId, now))) {
    throw new Fault("unauthenticated", "This session has ended.");
  }
  await endSession(key.userId, key.familyId, change());
});
