import { commit } from "#data/commit.ts";
import { credential } from "#data/credential.ts";
import { user } from "#data/user.ts";
import { type Change, created } from "#domain/trail.ts";
import type { Credential, User } from "#domain/user.ts";

/** Stores a new account, told by `change`. Answers false, and stores nothing, if the address has one. */
export async function openAccount(person: User, login: Credential, change: Change): Promise<boolean> {
  const { fact: _told, ...untold } = change;
  const refusals = await commit({ user, credential }, ({ user, credential }) => [
    user.create({ ...person, ...created(change) }).commit(),
    credential.create({ ...login, ...created(untold) }).commit(),
  ]);
  return refusals.length === 0;
}
