import { commit } from "#data/commit.ts";
import { findUser, loadUser, type StoredUser } from "#data/load-user.ts";
import { user as users } from "#data/user.ts";
import { Fault } from "#domain/fault.ts";
import { checkRule } from "#domain/rule-user.ts";
import { type Change, changed } from "#domain/trail.ts";
import { includesRole, type Role } from "#domain/user.ts";

const rounds = 5;

type Rule = {
  readonly by: { readonly userId: string };
  /** The role it takes. */
  readonly needs: Role;
  readonly userId: string;
  /** The version it is decided about, if that was said. */
  readonly expectedVersion?: number | undefined;
  /** What becomes of the person; nothing if that is how they are. */
  readonly decide: (person: StoredUser) => StoredUser | undefined | Promise<StoredUser | undefined>;
};

/**
 * Has one of Bilten's own people decide about an account, and answers it as it is then. That they still may is checked in
 * the transaction that writes it, so that of two who take each other's role at once, one keeps it.
 */
export async function ruleUser(
  { by, needs, userId, expectedVersion, decide }: Rule,
  change: Change,
): Promise<StoredUser> {
  for (let round = 0; round < rounds; round++) {
    const [ruler, person] = await Promise.all([loadUser(by.userId), findUser(userId)]);
    if (!ruler || !includesRole(ruler.role, needs)) throw new Fault("not_permitted");
    if (!person) throw new Fault("not_found");
    checkRule(ruler, person);
    if (expectedVersion !== undefined && person.version !== expectedVersion) throw new Fault("stale_version");
    const decided = await decide(person);
    if (!decided) return person;
    const next = { ...decided, ...changed(person, change) };
    const refused = await commit({ users }, ({ users }) => [
      users
        .put(next)
        .where(({ version }, op) => op.eq(version, person.version))
        .commit(),
      users
        .check({ userId: ruler.userId })
        .where(({ role, isActive }, op) => `${op.eq(role, ruler.role)} AND ${op.eq(isActive, true)}`)
        .commit(),
    ]);
    if (refused.length === 0) return next;
  }
  throw new Fault("busy");
}
