import { auditKey } from "#data/audit-key.ts";
import { commit, type Writers } from "#data/commit.ts";
import { countKey } from "#data/count.ts";
import { credential } from "#data/credential.ts";
import { erasure } from "#data/erasure.ts";
import { invitation } from "#data/invitation.ts";
import { type InvitationKey, removeInvitations } from "#data/invitations-to.ts";
import type { Owner } from "#data/load-owner.ts";
import { membership } from "#data/membership.ts";
import { organizer } from "#data/organizer.ts";
import { isStillThere, ownsStill } from "#data/other-owner.ts";
import type { Leaving } from "#data/plan-leaving.ts";
import { throttle } from "#data/throttle.ts";
import { user } from "#data/user.ts";
import { fingerprint } from "#domain/fingerprint.ts";
import { perAddress } from "#domain/limit.ts";
import { type Change, changed, created } from "#domain/trail.ts";

const entities = { user, erasure, credential, auditKey, organizer, membership, throttle, invitation };
type Write = Writers<typeof entities>;

/** DynamoDB's limit of a transaction. */
const mostWrites = 100;
const ownWrites = 4;
const writesPerTeam = 4;

/** What goes with a person. */
type With = {
  readonly teams: { readonly current: readonly Leaving[]; readonly former: readonly Leaving[] };
  readonly invitations: readonly InvitationKey[];
};

/**
 * Erases a person: who they are and how they log in is gone with this transaction, and with it every session; what they
 * had besides is removed by the reaction to the fact that `change` tells. With the key their fields in the audit log can
 * no longer be read. Without the user every write to it finds nothing, so that nothing comes back. Answers false, and
 * has done nothing, if the person or a team of theirs was changed meanwhile.
 *
 * What their address was invited to goes in the same transaction, as nobody knows the address afterwards. There is room
 * for some eighty invitations of somebody with one team, and for eight beside the most teams: more only a flood brings,
 * and those go before, whatever becomes of the rest.
 */
export async function eraseAccount(
  { person, login }: Owner & { readonly person: { readonly version: number } },
  { teams, invitations }: With,
  change: Change,
): Promise<boolean> {
  const { userId, version } = person;
  const { fact: _told, ...untold } = change;
  const counts = countsOf(login.email, change.now);
  const room = mostWrites - ownWrites - counts.length - teams.current.length * writesPerTeam;
  for (const team of teams.former) {
    if ((await commit(entities, (write) => hand(write, [team], untold))).length > 0) return false;
  }
  await removeInvitations(invitations.slice(room));
  const refused = await commit(entities, (write) => [
    write.user
      .delete({ userId })
      .where((is, op) => op.eq(is.version, version))
      .commit(),
    write.erasure.create({ userId, erasedAt: change.now.toISOString(), rounds: 0, ...created(change) }).commit(),
    write.credential
      .delete({ email: login.email })
      .where((is, op) => `${op.eq(is.userId, userId)} AND ${op.eq(is.passwordHash, login.passwordHash)}`)
      .commit(),
    write.auditKey.delete({ userId }).commit(),
    ...counts.map((key) => write.throttle.delete(key).commit()),
    ...teams.current.map(({ member: { organizerId, version } }) =>
      write.membership
        .delete({ userId, organizerId })
        .where((is, op) => op.eq(is.version, version))
        .commit(),
    ),
    ...hand(write, teams.current, untold),
    ...invitations.slice(0, room).map((key) => write.invitation.delete(key).commit()),
  ]);
  return refused.length === 0;
}

/** What counted the tries and mails of an address: of windows before the last, DynamoDB has removed it. */
const countsOf = (email: string, now: Date) => {
  const who = fingerprint(email);
  const windows = Object.values(perAddress).flatMap((limit) =>
    [0, 1, 2].map((ago) => countKey(limit, who, new Date(now.getTime() - ago * limit.window))),
  );
  return [{ what: "login", who }, ...windows];
};

/** Hands organizers on, or closes them, as they were read; with those who own them besides as they were read, too. */
function hand(write: Write, teams: readonly Leaving[], change: Change): object[] {
  // One item is checked once, however many teams somebody is the other owner of.
  const successors = new Map(teams.flatMap(({ successor }) => (successor ? [[successor.userId, successor]] : [])));
  return [
    ...teams.map(({ organizer, next }) =>
      next === organizer
        ? write.organizer
            .check({ organizerId: organizer.organizerId })
            .where(({ version }, op) => op.eq(version, organizer.version))
            .commit()
        : write.organizer
            .put({ ...next, ...changed(organizer, change) })
            .where(({ version }, op) => op.eq(version, organizer.version))
            .commit(),
    ),
    ...teams.flatMap(({ organizer, successor }) =>
      successor ? [ownsStill(write.membership, organizer.organizerId, successor)] : [],
    ),
    ...[...successors.values()].map((successor) => isStillThere(write.user, successor)),
  ];
}
