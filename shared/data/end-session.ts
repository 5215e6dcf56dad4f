import { holds } from "#data/condition.ts";
import { session } from "#data/session.ts";
import { type Change, stamp } from "#domain/trail.ts";

/** Ends a session for good: no refresh token of its family works again. Ending it twice changes nothing. */
export async function endSession(userId: string, familyId: string, change: Change): Promise<void> {
  const ended = session
    .patch({ userId, familyId })
    .set({ revokedAt: change.now.toISOString(), ...stamp(change) })
    .add({ version: 1 })
    .where(({ revokedAt }, { notExists }) => notExists(revokedAt));
  await holds(ended.go());
}
