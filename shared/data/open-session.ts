import { commit } from "#data/commit.ts";
import { credential } from "#data/credential.ts";
import { session } from "#data/session.ts";
import { freshGeneration } from "#domain/session.ts";
import { days } from "#domain/time.ts";
import { type Change, created, purgeAfter } from "#domain/trail.ts";
import type { Credential, Session } from "#domain/user.ts";

/**
 * Begins a session. Answers nothing if the password was changed since `login` was read: the check is in the same
 * transaction, so that no session begun with the old password outlives it.
 */
export async function openSession(login: Credential, familyId: string, change: Change): Promise<Session | undefined> {
  const begun = { userId: login.userId, familyId, ...freshGeneration(1, change.now) };
  const refusals = await commit({ credential, session }, ({ credential, session }) => [
    credential
      .check({ email: login.email })
      .where(({ passwordHash }, { eq }) => eq(passwordHash, login.passwordHash))
      .commit(),
    session.create({ ...begun, ...created(change), purgeAt: purgeAfter(change.now, days(31)) }).commit(),
  ]);
  return refusals.length === 0 ? begun : undefined;
}
