import { loadUser } from "#data/load-user.ts";
import { session } from "#data/session.ts";
import { isLive, isSwept } from "#domain/session.ts";

/** A session as it is now, with its person; nothing if either is gone or it was ended together with others. */
export async function loadSession(userId: string, familyId: string) {
  const [{ data: found }, person] = await Promise.all([
    session.get({ userId, familyId }).go({ consistent: true }),
    loadUser(userId),
  ]);
  return found && person && !isSwept(found, person) ? { session: found, person } : undefined;
}

/** The same, and nothing either if it ended by itself: an access token outlives its session by 15 minutes at most. */
export async function loadLiveSession(userId: string, familyId: string, now: Date) {
  const found = await loadSession(userId, familyId);
  return found && isLive(found.session, found.person, now) ? found : undefined;
}
