import { event } from "#data/event.ts";
import { membership } from "#data/membership.ts";
import { organizer } from "#data/organizer.ts";
import { readFirst } from "#data/page.ts";
import { readMany } from "#data/read-many.ts";
import { membershipOf } from "#data/rights.ts";
import { Fault } from "#domain/fault.ts";
import type { Membership, Organizer } from "#domain/organizer.ts";
import { normalizeEmail } from "#domain/text.ts";
import type { User } from "#domain/user.ts";

type StoredOrganizer = Organizer & { readonly version: number; readonly createdAt: string };

/** What becomes of a team when one of its members goes: it goes on, is handed to another owner, or is closed. */
export type Leaving = {
  readonly member: Membership;
  readonly organizer: StoredOrganizer;
  /** The other owner it passes to. */
  readonly to?: string;
  readonly outcome: "stays" | "passes" | "closes";
};

/** Teams one person can leave at once: three writes each, of the hundred a transaction may have. */
const mostTeams = 25;
/** Those left before count, too; more are nobody's. */
const mostEver = 5_000;

/**
 * What is to become of the organizers a person works for. Throws `still_needed` while one depends on the person: as the
 * last owner of events that are not over, or as whom buyers are told to write to.
 */
export async function planLeaving(person: User): Promise<Leaving[]> {
  const all = await readFirst(membership.query.ofUser({ userId: person.userId }), mostEver);
  const members = all.filter(({ endedAt }) => endedAt === undefined);
  if (members.length > mostTeams) throw new Fault("still_needed", `Leave organizers first: ${mostTeams} are the most.`);
  const found = await readMany(
    (keys) => organizer.get([...keys]).go({ consistent: true }),
    members.map(({ organizerId }) => ({ organizerId })),
  );
  return Promise.all(
    members.flatMap((member) => {
      const organizer = found.find(({ organizerId }) => organizerId === member.organizerId);
      return organizer ? [leaving(person, member, organizer)] : [];
    }),
  );
}

async function leaving(person: User, member: Membership, organizer: StoredOrganizer): Promise<Leaving> {
  const successor = member.role === "owner" ? await otherOwner(member) : undefined;
  if (member.role === "owner" && !successor) {
    await refuseWhileRunning(organizer);
    return { member, organizer, outcome: "closes" };
  }
  if (organizer.isActive && isContact(person, organizer)) {
    const detail = `${organizer.organizationName} names your address or telephone number: have it changed first.`;
    throw new Fault("still_needed", detail);
  }
  const passes = successor !== undefined && organizer.userId === person.userId;
  return passes ? { member, organizer, outcome: "passes", to: successor } : { member, organizer, outcome: "stays" };
}

/** The index says who may be one; whether they are is read from the membership itself. */
async function otherOwner({ organizerId, userId }: Membership): Promise<string | undefined> {
  const team = await readFirst(membership.query.ofOrganizer({ organizerId }), 1000);
  for (const { card } of team) {
    if (card.userId === userId || card.role !== "owner") continue;
    if ((await membershipOf(card.userId, organizerId))?.role === "owner") return card.userId;
  }
  return undefined;
}

async function refuseWhileRunning({ organizerId, organizationName, publishedEvents }: Organizer): Promise<void> {
  const drafts =
    publishedEvents > 0 ? [] : await readFirst(event.query.ofOrganizer({ organizerId, status: "draft" }), 1);
  if (publishedEvents === 0 && drafts.length === 0) return;
  const what = publishedEvents > 0 ? "has published events" : "has drafts of events";
  const detail = `${organizationName} ${what} and no other owner: hand it over, or end and delete them first.`;
  throw new Fault("still_needed", detail);
}

const isContact = ({ email, phone }: User, { contactEmail, contactPhone }: Organizer) =>
  normalizeEmail(contactEmail) === normalizeEmail(email) || (contactPhone !== undefined && contactPhone === phone);
