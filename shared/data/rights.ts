import { loadUser } from "#data/load-user.ts";
import { membership } from "#data/membership.ts";
import { Fault } from "#domain/fault.ts";
import type { MemberRole } from "#domain/organizer.ts";
import { includesRole, type Role } from "#domain/user.ts";

/** Who runs an organizer's events. Door staff (`check_in`) may check in, and otherwise see what everybody sees. */
export const managing = ["owner", "manager"] as const satisfies readonly MemberRole[];

/** A person's membership of an organizer, if they are of its team; read strongly, since a right that was taken away is gone at once. */
export async function membershipOf(userId: string, organizerId: string) {
  const { data } = await membership.get({ userId, organizerId }).go({ consistent: true });
  return data && data.endedAt === undefined ? data : undefined;
}

/** Whether the caller, if there is one, has one of these roles. */
export async function isMember(
  caller: { readonly userId: string } | undefined,
  organizerId: string,
  roles: readonly MemberRole[] = managing,
): Promise<boolean> {
  const found = caller && (await membershipOf(caller.userId, organizerId));
  return found !== undefined && roles.includes(found.role);
}

/**
 * Throws unless the caller has one of these roles: `not_permitted` about a thing everybody sees, else `not_found`, as
 * if it did not exist.
 */
export async function requireMember(
  caller: { readonly userId: string },
  organizerId: string,
  roles: readonly MemberRole[],
  { isPublic }: { readonly isPublic: boolean },
): Promise<void> {
  if (await isMember(caller, organizerId, roles)) return;
  throw new Fault(isPublic ? "not_permitted" : "not_found");
}

/** Whether the caller, if there is one, has this role now: a token may be older than the day it was taken away. */
export async function hasRole(caller: { readonly userId: string } | undefined, wanted: Role): Promise<boolean> {
  const person = caller && (await loadUser(caller.userId));
  return person !== undefined && includesRole(person.role, wanted);
}

/** Throws `not_permitted` unless the caller has this role now. */
export async function requireRole(caller: { readonly userId: string }, wanted: Role): Promise<void> {
  if (!(await hasRole(caller, wanted))) throw new Fault("not_permitted");
}
