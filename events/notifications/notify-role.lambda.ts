import { notify } from "#data/notify.ts";
import { notificationOf } from "#domain/notification.ts";
import { roleWording } from "#domain/wording.ts";
import { notifyRole } from "#events/notifications/notify-role.ts";
import { react } from "#platform/consume.ts";

export const handler = react(notifyRole, async (fact, { now, change }) => {
  const { userId, role } = fact.data;
  await notify(notificationOf(fact, userId, "in_app", roleWording(role), now.toISOString()), change());
});
