import { holds } from "#data/condition.ts";
import { user } from "#data/user.ts";
import { type Change, stamp } from "#domain/trail.ts";
import type { User } from "#domain/user.ts";

/** Sends an account to sleep, and ends all its sessions. Nothing is lost: its owner wakes it by logging in. */
export async function deactivate(userId: string, change: Change): Promise<void> {
  const asleep = user
    .patch({ userId })
    .set({ isActive: false, deactivatedAt: change.now.toISOString(), ...stamp(change) })
    .remove(["keptSession", "pendingEmail"])
    .add({ sessionsEpoch: 1, version: 1 })
    .where(({ isActive }, op) => op.eq(isActive, true));
  await holds(asleep.go({ response: "none" }));
}

/** Brings somebody back who was away of their own will. Answers false if we keep them out since. */
export const reactivate = ({ userId, deactivatedAt }: User, change: Change): Promise<boolean> =>
  holds(
    user
      .patch({ userId })
      .set({ isActive: true, ...stamp(change) })
      .remove(["deactivatedAt"])
      .add({ version: 1 })
      .where((is, op) =>
        [op.eq(is.deactivatedAt, deactivatedAt ?? ""), op.notExists(is.suspendedAt), op.notExists(is.deletedAt)].join(
          " AND ",
        ),
      )
      .go({ response: "none" }),
  );
