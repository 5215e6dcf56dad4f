import { eventAnalytics, eventAnalyticsMonth } from "#data/event-analytics.ts";
import { joinTeam } from "#data/join-team.ts";
import { loadInvitation } from "#data/load-invitation.ts";
import { loadMember } from "#data/load-member.ts";
import { findUser } from "#data/load-user.ts";
import { mailInvitationOnce } from "#data/mail-invitation-once.ts";
import { media } from "#data/media.ts";
import { ruleUser } from "#data/rule-user.ts";
import { removeBranding, storeBranding } from "#data/store-branding.ts";
import { storeInvitation } from "#data/store-invitation.ts";
import { storeMember } from "#data/store-member.ts";
import { user as users } from "#data/user.ts";
import { userAnalytics } from "#data/user-analytics.ts";
import { eventAnalyticsId } from "#domain/event-analytics.ts";
import { invitationOf } from "#domain/invitation.ts";
import { withCard } from "#domain/media.ts";
import { closed } from "#domain/rule-user.ts";
import { created } from "#domain/trail.ts";
import { noAnalytics } from "#domain/user-analytics.ts";
import { memberInvited } from "#events/facts/member-invited.ts";
import { memberJoined } from "#events/facts/member-joined.ts";
import { memberLeft } from "#events/facts/member-left.ts";
import { userSuspended } from "#events/facts/user-suspended.ts";
import { at, changeAt, idOf } from "#test/infra/ops/changes.ts";
import { anOrganizer, aPerson, tell } from "#test/infra/ops/people.ts";

const look = { primaryColor: "#102030", secondaryColor: "#ffffff", fontFamily: "serif", customCss: {} } as const;
const figures = {
  ...{ currency: "EUR" as const, totalViews: 9, uniqueVisitors: 4, ticketsSold: 2, totalRevenue: 5_000 },
  conversionMetrics: { ordersPlaced: 2, ordersPaid: 1 },
} as const;
type Id = { readonly userId: string };

/** Another organizer, its team, looks and files, an account that is kept out, and what is counted. */
export async function fillTeams(owner: Id, staff: Id, eventId: string) {
  const { organizerId } = await anOrganizer(owner, staff);
  const invited = async (email: string) => {
    const invitation = invitationOf({ organizerId, email, role: "manager" }, owner.userId, at(40));
    await storeInvitation(invitation, changeAt(40, memberInvited));
    const stored = await loadInvitation(invitation);
    if (stored) await mailInvitationOnce(stored, changeAt(41), async () => {});
    return invitation;
  };
  const waiting = await invited("waits@example.com");
  const [joined, left] = await Promise.all(["joana", "levi"].map(aPerson));
  if (!joined || !left) throw new Error("Nobody is there");
  for (const [{ userId }, email] of [
    [joined, "joana@example.com"],
    [left, "levi@example.com"],
  ] as const) {
    await joinTeam(await invited(email), userId, changeAt(42, memberJoined));
    await tell(await loadMember(userId, organizerId), userId, "in_app");
  }
  await storeMember(
    await loadMember(left.userId, organizerId),
    { endedAt: at(43).toISOString() },
    changeAt(43, memberLeft),
  );

  const brandings = ["first look", "second look", "former look"].map((name) => idOf(name));
  for (const brandingId of brandings) {
    const made = await storeBranding({ organizerId, brandingId, ...look, isActive: true }, changeAt(44));
    if (made && brandingId === brandings[2]) await removeBranding(made.stored, changeAt(45));
  }
  const mediaId = idOf("poster");
  const file = withCard({
    ...{ mediaId, userId: owner.userId, ownerType: "organizer", ownerId: organizerId, originalName: "poster.png" },
    ...{ fileName: "poster.png", filePath: "media/poster.png", mimeType: "image/png", fileType: "image" },
    ...{ fileSize: 1_000, url: "https://media.example.com/poster.png", status: "ready", isActive: true },
  } as const);
  await media.create({ ...file, ...created(changeAt(46)) }).go();

  const [root, suspended] = await Promise.all(["root", "troll"].map(aPerson));
  if (!root || !suspended) throw new Error("Nobody is there");
  await users.patch(root).set({ role: "super_admin" }).add({ version: 1 }).go();
  await ruleUser(
    {
      by: root,
      needs: "admin",
      userId: suspended.userId,
      decide: (one) => closed(one, "suspendedAt", at(47).toISOString()),
    },
    changeAt(47, userSuspended),
  );
  const troll = await findUser(suspended.userId);
  if (troll) await tell(troll, troll.userId, "email");

  const trail = created(changeAt(48));
  const [date, month] = ["2027-01-10", "2025-11"];
  const of = (period: string) => ({ analyticsId: eventAnalyticsId(eventId, period), eventId, ...figures, ...trail });
  await eventAnalytics.create({ ...of(date), date }).go();
  await eventAnalyticsMonth.create({ ...of(month), month }).go();
  await userAnalytics.create({ ...noAnalytics(owner.userId), ...trail }).go();
  return { organizerId, owner, left, waiting, brandings, mediaId, suspended, counted: { eventId, date, month } };
}
