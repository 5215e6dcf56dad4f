import { commit } from "#data/commit.ts";
import { loadUser } from "#data/load-user.ts";
import { membership as memberships } from "#data/membership.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { user as users } from "#data/user.ts";
import { Fault } from "#domain/fault.ts";
import type { Organizer } from "#domain/organizer.ts";
import { inFlight } from "#domain/repeat.ts";
import { type Change, created, stamp } from "#domain/trail.ts";

/**
 * A new organizer, its owner's membership and the owner's role, in one transaction. An attendee becomes an organizer;
 * whoever is more than that stays it. The owner is written either way: who is being erased has it decided anew, with
 * this organizer. Throws `not_permitted` for somebody who was suspended.
 */
export async function storeOrganizer(
  organizer: Organizer & { readonly requestHash?: string | undefined },
  change: Change,
) {
  const { organizerId, userId } = organizer;
  const owner = await loadUser(userId);
  if (!owner) throw new Fault("not_permitted", "This account is suspended.");
  const stored = { ...organizer, ...created(change) };
  const member = { userId, organizerId, role: "owner" as const, card: { userId, organizerId, role: "owner" as const } };
  const refused = await commit({ organizers, memberships, users }, ({ organizers, memberships, users }) => [
    organizers.create(stored).commit(),
    memberships.create({ ...member, ...created(change) }).commit(),
    users
      .patch({ userId })
      .set({ role: owner.role === "attendee" ? "organizer" : owner.role, ...stamp(change) })
      .add({ version: 1 })
      .where(({ role, isActive }, op) => `${op.eq(role, owner.role)} AND ${op.eq(isActive, true)}`)
      .commit(),
  ]);
  if (refused.some(({ position }) => position === 0)) throw inFlight();
  if (refused.length > 0) throw new Fault("busy");
  return stored;
}
