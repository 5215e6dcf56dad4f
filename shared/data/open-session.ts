import { commit } from "#data/commit.ts";
import { credential } from "#data/credential.ts";
import { session } from "#data/session.ts";
import { freshGeneration } from "#domain/session.ts";
import { days } from "#domain/time.ts";
import { type Change, created, purgeAfter } from "#domain/trail.ts";
import type { Credential, Session, User } from "#domain/user.ts";

type Proved = { readonly login: Credential; readonly person: Pick<User, "sessionsEpoch"> };

/**
 * Begins a session. Answers nothing if the password was changed since `login` was read: the check is in the same
 * transaction. Whatever ends the person's sessions after `person` was read ends this one, too: it is of the epoch read.
 */
export async function openSession(
  { login, person }: Proved,
  familyId: string,
  change: Change,
): Promise<Session | undefined> {
  const epoch = person.sessionsEpoch ?? 0;
  const begun = { userId: login.userId, familyId, epoch, ...freshGeneration(1, change.now) };
  const refusals = await commit({ credential, session }, ({ credential, session }) => [
    credential
      .check({ email: login.email })
      .where(({ passwordHash }, { eq }) => eq(passwordHash, login.passwordHash))
      .commit(),
    session.create({ ...begun, ...created(change), purgeAt: purgeAfter(change.now, days(31)) }).commit(),
  ]);
  return refusals.length === 0 ? begun : undefined;
}
