import { notify } from "#data/notify.ts";
import { organizer } from "#data/organizer.ts";
import { notificationOf, type Wording } from "#domain/notification.ts";
import { calledOffWording, publishedWording, refundFailedWording, verificationWording } from "#domain/wording.ts";
import { notifyOrganizer } from "#events/notifications/notify-organizer.ts";
import { react } from "#platform/consume.ts";

export const handler = react(notifyOrganizer, async (fact, { now, change }) => {
  const { data: found } = await organizer.get({ organizerId: fact.data.organizerId }).go({ consistent: true });
  if (!found) throw new Error(`No organizer ${fact.data.organizerId}`);
  const said = (): Wording | undefined => {
    if (fact.type === "event.published.v1") return publishedWording(fact.data);
    if (fact.type === "event.cancelled.v1") return calledOffWording(fact.data);
    if (fact.type === "refund.failed.v1") return refundFailedWording({ ...fact.data, at: fact.at });
    return verificationWording[fact.type](fact.data);
  };
  const wording = said();
  if (wording) await notify(notificationOf(fact, found.userId, "in_app", wording, now.toISOString()), change());
});
