import type { Writers } from "#data/commit.ts";
import { findUser } from "#data/load-user.ts";
import { membership } from "#data/membership.ts";
import type { organizer } from "#data/organizer.ts";
import { membershipOf } from "#data/rights.ts";
import type { user } from "#data/user.ts";
import type { Organizer } from "#domain/organizer.ts";
import { type Change, stamp } from "#domain/trail.ts";
import type { User } from "#domain/user.ts";

/** Somebody who owns an organizer, too; `isActive` unless their account is closed, so that they can do nothing for it. */
export type OtherOwner = Pick<User, "userId" | "isActive">;

/**
 * Who owns an organizer besides somebody: who it names, or else any of its owners whose account is open; one whose account
 * is closed if there is no other. The index says who may be one; whether they are is read from themselves.
 */
export async function otherOwner(
  { organizerId, userId: named }: Pick<Organizer, "organizerId" | "userId">,
  besides: string,
): Promise<OtherOwner | undefined> {
  const first = named === besides ? undefined : await ownerNow(named, organizerId);
  if (first?.isActive) return first;
  const { data: team } = await membership.query.ofOrganizer({ organizerId }).go({ pages: "all" });
  let closed = first;
  for (const { card } of team) {
    if (card.role !== "owner" || card.userId === besides || card.userId === named) continue;
    const found = await ownerNow(card.userId, organizerId);
    if (found?.isActive) return found;
    closed ??= found;
  }
  return closed;
}

async function ownerNow(userId: string, organizerId: string): Promise<OtherOwner | undefined> {
  const [member, person] = await Promise.all([membershipOf(userId, organizerId), findUser(userId)]);
  return member?.role === "owner" ? person : undefined;
}

type Membership = Writers<{ membership: typeof membership }>["membership"];
type Organizers = Writers<{ organizer: typeof organizer }>["organizer"];
type Person = Writers<{ user: typeof user }>["user"];

/** Checks, in a transaction, that they are an owner still. */
export const ownsStill = (membership: Membership, organizerId: string, { userId }: OtherOwner) =>
  membership
    .check({ userId, organizerId })
    .where(({ role, endedAt }, op) => `${op.eq(role, "owner")} AND ${op.notExists(endedAt)}`)
    .commit();

/** Checks, in a transaction, that their account is as it was: not erased, nor closed or opened meanwhile. */
export const isStillThere = (user: Person, { userId, ...read }: OtherOwner) =>
  user
    .check({ userId })
    .where(({ isActive }, op) => op.eq(isActive, read.isActive))
    .commit();

/** Moves an open organizer on as it gains an owner: whoever is about to close it as its last one decides anew. */
export const gainsOwner = (organizer: Organizers, organizerId: string, change: Change) =>
  organizer
    .patch({ organizerId })
    .set(stamp(change))
    .add({ version: 1 })
    .where(({ isActive }, op) => op.eq(isActive, true))
    .commit();
