import { holds } from "#data/condition.ts";
import { user } from "#data/user.ts";
import { type Change, stamp } from "#domain/trail.ts";

/** Notes that a person reads the mail of their address. The first time counts. */
export async function markVerified(userId: string, change: Change): Promise<void> {
  const verified = user
    .patch({ userId })
    .set({ emailVerifiedAt: change.now.toISOString(), ...stamp(change) })
    .add({ version: 1 })
    .where(({ emailVerifiedAt }, { notExists }) => notExists(emailVerifiedAt));
  await holds(verified.go());
}
