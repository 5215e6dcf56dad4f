import { holds } from "#data/condition.ts";
import { session } from "#data/session.ts";
import { freshGeneration } from "#domain/session.ts";
import { days } from "#domain/time.ts";
import { type Change, purgeAfter, stamp } from "#domain/trail.ts";
import type { Session } from "#domain/user.ts";

/** Moves a session to its next generation. Answers nothing if another request did so first, or ended it. */
export async function rotateSession(live: Session, change: Change): Promise<Session | undefined> {
  const { userId, familyId } = live;
  const next = freshGeneration(live.generation + 1, change.now);
  const rotated = session
    .patch({ userId, familyId })
    .set({ ...next, ...stamp(change), purgeAt: purgeAfter(change.now, days(31)) })
    .add({ version: 1 })
    .where(({ generation, revokedAt }, { eq, notExists }) => {
      return `${eq(generation, live.generation)} AND ${notExists(revokedAt)}`;
    });
  return (await holds(rotated.go())) ? { ...live, ...next } : undefined;
}
