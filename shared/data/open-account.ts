import { auditKey } from "#data/audit-key.ts";
import { commit } from "#data/commit.ts";
import { credential } from "#data/credential.ts";
import { user } from "#data/user.ts";
import { type Change, created } from "#domain/trail.ts";
import type { AuditKey, Credential, User } from "#domain/user.ts";

/**
 * Stores a new account, told by `change`, with the key of its own under which the audit log seals what is personal.
 * Answers false, and stores nothing, if the address has an account.
 */
export async function openAccount(
  person: User,
  login: Credential,
  { key }: Pick<AuditKey, "key">,
  change: Change,
): Promise<boolean> {
  const { fact: _told, ...untold } = change;
  const refusals = await commit({ user, credential, auditKey }, ({ user, credential, auditKey }) => [
    user.create({ ...person, ...created(change) }).commit(),
    credential.create({ ...login, ...created(untold) }).commit(),
    auditKey.create({ userId: person.userId, key, ...created(untold) }).commit(),
  ]);
  return refusals.length === 0;
}
