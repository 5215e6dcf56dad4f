import { holds } from "#data/condition.ts";
import { invitation as invitations } from "#data/invitation.ts";
import type { StoredInvitation } from "#data/load-invitation.ts";
import { seconds, shifted } from "#domain/time.ts";
import { type Change, stamp } from "#domain/trail.ts";

/** In seconds: longer than a sender may run, shorter than the minute after which a failed one is run again. */
const claimSeconds = 45;

/**
 * Mails an invitation once, however often its fact is delivered. Who has no account has no list of notifications that
 * could say so: the invitation itself does. What `send` throws is thrown on, so that the fact comes again.
 */
export async function mailInvitationOnce(
  found: StoredInvitation,
  change: Change,
  send: () => Promise<void>,
): Promise<void> {
  if (found.mailedAt) return;
  const now = change.now.toISOString();
  const key = { organizerId: found.organizerId, invitationId: found.invitationId };
  const claim = invitations
    .patch(key)
    .set({ claimedUntil: shifted(now, seconds(claimSeconds)), ...stamp(change) })
    .add({ version: 1 })
    .where(({ version }, op) => op.eq(version, found.version));
  const isFree = found.claimedUntil === undefined || found.claimedUntil <= now;
  if (!isFree || !(await holds(claim.go({ response: "none" })))) {
    throw new Error(`Invitation ${found.invitationId} is being mailed by another`);
  }
  // One that was renewed meanwhile is another version, with a mail of its own.
  const settle = (mailedAt?: string) =>
    holds(
      invitations
        .patch(key)
        .set({ ...stamp(change), ...(mailedAt && { mailedAt }) })
        .remove(["claimedUntil"])
        .add({ version: 1 })
        .where(({ claimedUntil }, op) => op.eq(claimedUntil, shifted(now, seconds(claimSeconds))))
        .go({ response: "none" }),
    );
  try {
    await send();
  } catch (error) {
    await settle();
    throw error;
  }
  await settle(now);
}
