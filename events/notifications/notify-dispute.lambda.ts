import { disputeAudience } from "#data/dispute-audience.ts";
import { notify } from "#data/notify.ts";
import { notificationOf } from "#domain/notification.ts";
import { notifyDispute } from "#events/notifications/notify-dispute.ts";
import { react } from "#platform/consume.ts";

export const handler = react(notifyDispute, async (fact, { now, change }) => {
  for (const { userId, wording } of await disputeAudience(fact.data)) {
    await notify(notificationOf(fact, userId, "in_app", wording, now.toISOString()), change());
  }
});
