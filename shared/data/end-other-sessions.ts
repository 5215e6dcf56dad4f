import { commit } from "#data/commit.ts";
import { loadLiveSession } from "#data/load-session.ts";
import { session } from "#data/session.ts";
import { user } from "#data/user.ts";
import { Fault } from "#domain/fault.ts";
import { type Change, stamp } from "#domain/trail.ts";

/** Who loses against another change of the person looks again. */
const looks = 5;

/**
 * Ends all sessions of a person but one, however many there are: by one write, which all of them are held against.
 * Answers false if that one is over itself: it must not come back by this, nor end those that go on.
 */
export async function endOtherSessions(userId: string, familyId: string, change: Change): Promise<boolean> {
  for (let look = 1; look <= looks; look++) {
    const live = await loadLiveSession(userId, familyId, change.now);
    if (!live) return false;
    const refused = await commit({ user, session }, ({ user, session }) => [
      user
        .patch({ userId })
        .set({ keptSession: familyId, ...stamp(change) })
        .add({ sessionsEpoch: 1, version: 1 })
        .where(({ version }, op) => op.eq(version, live.person.version))
        .commit(),
      session
        .check({ userId, familyId })
        .where(({ revokedAt }, op) => op.notExists(revokedAt))
        .commit(),
    ]);
    if (refused.length === 0) return true;
  }
  throw new Fault("busy");
}
