import { commit } from "#data/commit.ts";
import { holds } from "#data/condition.ts";
import { countFields, countKey } from "#data/count.ts";
import { invitation as invitations } from "#data/invitation.ts";
import { loadInvitation, type StoredInvitation } from "#data/load-invitation.ts";
import { organizer as organizers } from "#data/organizer.ts";
import { throttle } from "#data/throttle.ts";
import { Fault } from "#domain/fault.ts";
import { fingerprint } from "#domain/fingerprint.ts";
import type { Invitation } from "#domain/invitation.ts";
import { type Limit, perAddress, perOrganizer, windowOf } from "#domain/limit.ts";
import { days } from "#domain/time.ts";
import { type Change, changed, created, purgeAfter } from "#domain/trail.ts";

const rounds = 5;
/** How long one is kept: longer than it can be accepted, so that its owners can be told of it. */
const kept = days(37);

/**
 * Stores an invitation, or renews the one its address has, and counts it. An address that was sent enough mails lately is
 * sent no more, silently, but offered what the team offers now; an organizer that sent enough gets `too_many_requests`.
 * Whether the address has an account is never looked at.
 */
export async function storeInvitation(wanted: Invitation, change: Change): Promise<void> {
  const { fact: _, ...quietly } = change;
  let isMailed = true;
  for (let round = 0; round < rounds; round++) {
    const before = await loadInvitation(wanted);
    const told = isMailed ? change : quietly;
    const trail = before ? { createdAt: before.createdAt, ...changed(before, told) } : created(told);
    // Without a mail of its own it is one with the mail it had: what that told stays, and when it was sent.
    const item = { ...(isMailed ? {} : before), ...wanted, ...trail, purgeAt: purgeAfter(change.now, kept) };
    const refused = await commit({ throttle, invitations, organizers }, ({ throttle, invitations, organizers }) => {
      const count = (limit: Limit, who: string) =>
        throttle
          .update(countKey(limit, who, change.now))
          .set(countFields(limit, quietly))
          .add({ tries: 1, version: 1 })
          .data(({ createdAt }, { ifNotExists }) => ifNotExists(createdAt, change.now.toISOString()))
          .where(({ tries }, { notExists, lt }) => `${notExists(tries)} OR ${lt(tries, limit.most)}`)
          .commit();
      const mail = () => [
        count(perOrganizer.invitations, wanted.organizerId),
        count(perAddress.invitations, fingerprint(wanted.email)),
      ];
      return [
        before
          ? invitations
              .put(item)
              .where(({ version }, op) => op.eq(version, before.version))
              .commit()
          : invitations.create(item).commit(),
        organizers
          .check({ organizerId: wanted.organizerId })
          .where(({ isActive }, op) => op.eq(isActive, true))
          .commit(),
        ...(isMailed ? mail() : []),
      ];
    });
    if (refused.length === 0) return;
    const failed = refused.map(({ position }) => position);
    if (failed.includes(2)) throw tooMany(change.now);
    if (failed.includes(1)) throw new Fault("not_found");
    if (failed.includes(3)) isMailed = false;
  }
  throw new Fault("busy");
}

/** Takes an invitation back as it was read. Answers false if somebody else wrote it first. */
export const takeBack = (found: StoredInvitation, change: Change): Promise<boolean> =>
  holds(
    invitations
      .put({ ...found, status: "revoked", ...changed(found, change) })
      .where(({ version }, op) => op.eq(version, found.version))
      .go(),
  );

function tooMany(now: Date): Fault {
  const { most, window } = perOrganizer.invitations;
  const { end } = windowOf(perOrganizer.invitations, now);
  const retryAfter = Math.ceil((end.getTime() - now.getTime()) / 1000);
  return new Fault("too_many_requests", `At most ${most} invitations in ${window / 3_600_000} hours.`, { retryAfter });
}
