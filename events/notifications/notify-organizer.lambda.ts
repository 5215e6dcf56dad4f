import { notify } from "#data/notify.ts";
import { organizer } from "#data/organizer.ts";
import { notificationOf } from "#domain/notification.ts";
import { publishedWording, verificationWording } from "#domain/wording.ts";
import { notifyOrganizer } from "#events/notifications/notify-organizer.ts";
import { react } from "#platform/consume.ts";

export const handler = react(notifyOrganizer, async (fact, { now, change }) => {
  const { data: found } = await organizer.get({ organizerId: fact.data.organizerId }).go({ consistent: true });
  if (!found) throw new Error(`No organizer ${fact.data.organizerId}`);
  const wording =
    fact.type === "event.published.v1" ? publishedWording(fact.data) : verificationWording[fact.type](fact.data);
  const told = notificationOf(fact, found.userId, "in_app", wording, now.toISOString());
  await notify(told, change());
});
