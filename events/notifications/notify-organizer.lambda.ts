import { notify } from "#data/notify.ts";
import { organizer } from "#data/organizer.ts";
import { notificationOf } from "#domain/notification.ts";
import { calledOffWording, publishedWording, verificationWording } from "#domain/wording.ts";
import { notifyOrganizer } from "#events/notifications/notify-organizer.ts";
import { react } from "#platform/consume.ts";

export const handler = react(notifyOrganizer, async (fact, { now, change }) => {
  const { data: found } = await organizer.get({ organizerId: fact.data.organizerId }).go({ consistent: true });
  if (!found) throw new Error(`No organizer ${fact.data.organizerId}`);
  const said =
    fact.type === "event.published.v1"
      ? publishedWording(fact.data)
      : fact.type === "event.cancelled.v1"
        ? calledOffWording(fact.data)
        : verificationWording[fact.type](fact.data);
  await notify(notificationOf(fact, found.userId, "in_app", said, now.toISOString()), change());
});
