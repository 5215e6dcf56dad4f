import { Fault } from "#domain/fault.ts";
import { shownTrail } from "#domain/trail.ts";
import { includesRole, type Role, User } from "#domain/user.ts";

/** What admins see of a person: enough to know who it is, and whether they may come in. */
export const RuledUser = User.pick({
  userId: true,
  email: true,
  firstName: true,
  lastName: true,
  role: true,
  emailVerifiedAt: true,
  isActive: true,
  suspendedAt: true,
  deletedAt: true,
}).extend(shownTrail);

type Ruler = { readonly userId: string; readonly role: Role };

/** Throws `not_permitted` unless the one may decide about the other: not about themselves, nor about their like. */
export function checkRule(by: Ruler, person: Ruler): void {
  if (by.userId === person.userId) throw new Fault("not_permitted", "Nobody can do this to their own account.");
  if (by.role === "super_admin" || !includesRole(person.role, by.role)) return;
  throw new Fault("not_permitted", `Only a super_admin can do this to somebody who is ${person.role}.`);
}

type Closing = Pick<User, "suspendedAt" | "deletedAt">;
const reopened = (person: User, closing: Closing): User => ({
  ...person,
  ...closing,
  isActive: (closing.suspendedAt ?? closing.deletedAt ?? person.deactivatedAt) === undefined,
});

/** The account closed for one reason more, all its sessions with it; nothing if it is for this one already. */
export function closed<U extends User>(person: U, why: keyof Closing, now: string): U | undefined {
  if (person[why]) return undefined;
  const sessionsEpoch = (person.sessionsEpoch ?? 0) + 1;
  return { ...person, [why]: now, isActive: false, sessionsEpoch, keptSession: undefined };
}

/** The account without one reason why it is closed, open if there is no other; nothing if it is not for this one. */
export function letIn<U extends User>(person: U, why: keyof Closing): U | undefined {
  if (!person[why]) return undefined;
  const { suspendedAt, deletedAt } = person;
  return { ...person, ...reopened(person, { suspendedAt, deletedAt, [why]: undefined }) };
}
