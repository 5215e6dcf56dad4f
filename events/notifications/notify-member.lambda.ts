import { findOrganizer } from "#data/load-organizer.ts";
import { notify } from "#data/notify.ts";
import { notificationOf } from "#domain/notification.ts";
import { memberWording } from "#domain/wording.ts";
import { notifyMember } from "#events/notifications/notify-member.ts";
import { react } from "#platform/consume.ts";

export const handler = react(notifyMember, async (fact, { now, change }) => {
  const { organizerId, userId, role } = fact.data;
  const organizer = await findOrganizer(organizerId);
  if (!organizer) throw new Error(`No organizer ${organizerId}`);
  const told = fact.type === "member.left.v1" ? organizer.userId : userId;
  const wording = memberWording[fact.type](organizer, role);
  await notify(notificationOf(fact, told, "in_app", wording, now.toISOString()), change());
});
