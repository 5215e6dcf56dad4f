import { findUser } from "#data/load-user.ts";
import { membershipOf } from "#data/rights.ts";
import { Fault } from "#domain/fault.ts";
import type { MemberView } from "#domain/member.ts";

export type StoredMember = NonNullable<Awaited<ReturnType<typeof membershipOf>>>;

/** A member of a team as they are now. Throws `not_found`. */
export async function loadMember(userId: string, organizerId: string): Promise<StoredMember> {
  const found = await membershipOf(userId, organizerId);
  if (!found) throw new Fault("not_found");
  return found;
}

/** A member with who they are; a person who was erased is nobody. */
export async function withPerson(member: StoredMember): Promise<MemberView> {
  const person = await findUser(member.userId);
  if (!person) throw new Fault("not_found");
  const { firstName, lastName, email, isActive } = person;
  return { ...member, firstName, lastName, email, isActive };
}
