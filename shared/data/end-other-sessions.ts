import { holds } from "#data/condition.ts";
import { user } from "#data/user.ts";
import { type Change, stamp } from "#domain/trail.ts";

/**
 * Ends all sessions of a person but one, however many there are: by one write, which all of them are held against.
 * Answers false if there is no such person any more.
 */
export const endOtherSessions = (userId: string, familyId: string, change: Change): Promise<boolean> =>
  holds(
    user
      .patch({ userId })
      .set({ sessionsEndedAt: change.now.toISOString(), keptSession: familyId, ...stamp(change) })
      .add({ version: 1 })
      .where(({ isActive }, op) => op.eq(isActive, true))
      .go({ response: "none" }),
  );
