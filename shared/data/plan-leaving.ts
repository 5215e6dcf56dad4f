import { event } from "#data/event.ts";
import { type OtherOwner, otherOwner } from "#data/other-owner.ts";
import { readFirst } from "#data/page.ts";
import { type Team, teamsOf } from "#data/teams-of.ts";
import { Fault } from "#domain/fault.ts";
import { closedOrganizer, isContact, type Organizer, withoutContact } from "#domain/organizer.ts";
import type { User } from "#domain/user.ts";

/** What becomes of an organizer when somebody who is, or was, of its team is erased. */
export type Leaving = Team & {
  /** The organizer handed to another owner, no longer saying how to reach who left, or closed; or just as it was. */
  readonly next: Team["organizer"];
  /** Who has to be an owner still for it to come to that. */
  readonly successor?: OtherOwner | undefined;
};

/** Teams one person can leave at once: four writes each, of the hundred a transaction may have. */
const mostTeams = 18;

/**
 * What is to become of the organizers a person works for, and of those they no longer work for that still name them.
 * Throws `still_needed` while one depends on the person: as the last owner of events that are not over, or as whom
 * buyers are told to write to.
 */
export async function planLeaving(person: User): Promise<{ current: Leaving[]; former: Leaving[] }> {
  const teams = await teamsOf(person.userId);
  const current = teams.filter(({ member }) => member.endedAt === undefined);
  if (current.length > mostTeams) throw new Fault("still_needed", `Leave organizers first: ${mostTeams} are the most.`);
  const former = teams.filter(({ member, organizer }) => member.endedAt !== undefined && isContact(person, organizer));
  const plans = (teams: readonly Team[]) => Promise.all(teams.map((team) => leaving(person, team)));
  return { current: await plans(current), former: await plans(former) };
}

/** Whether events are on sale that, of all whose account is open, only this person may call off and pay back. */
export async function sellsAlone(userId: string): Promise<boolean> {
  for (const { member, organizer } of await teamsOf(userId)) {
    if (!owns(member) || organizer.publishedEvents === 0) continue;
    if (!(await otherOwner(organizer, userId))?.isActive) return true;
  }
  return false;
}

const owns = ({ role, endedAt }: Team["member"]) => role === "owner" && endedAt === undefined;

async function leaving(person: User, team: Team): Promise<Leaving> {
  const { member, organizer } = team;
  const isNamed = isContact(person, organizer);
  const successor = owns(member) ? await otherOwner(organizer, person.userId) : undefined;
  if (owns(member) && !successor?.isActive) await refuseWhileRunning(organizer);
  if (owns(member) && !successor) return { ...team, next: closedOrganizer(organizer) };
  if (isNamed && organizer.isActive && member.endedAt === undefined) {
    const detail = `${organizer.organizationName} names your address or telephone number: have it changed first.`;
    throw new Fault("still_needed", detail);
  }
  const passes = successor !== undefined && organizer.userId === person.userId;
  const handed = passes ? { ...organizer, userId: successor.userId } : organizer;
  // Nobody of a team that is closed, or that they have left, could be asked to change it.
  return { ...team, next: isNamed ? withoutContact(handed, person) : handed, successor };
}

async function refuseWhileRunning({ organizerId, organizationName, publishedEvents }: Organizer): Promise<void> {
  const drafts =
    publishedEvents > 0 ? [] : await readFirst(event.query.ofOrganizer({ organizerId, status: "draft" }), 1);
  if (publishedEvents === 0 && drafts.length === 0) return;
  const what = publishedEvents > 0 ? "has published events" : "has drafts of events";
  const detail = `${organizationName} ${what} and no other owner: hand it over, or end and delete them first.`;
  throw new Fault("still_needed", detail);
}
