import { loadUser } from "#data/load-user.ts";
import { notify } from "#data/notify.ts";
import { notificationOf } from "#domain/notification.ts";
import { roleWording } from "#domain/wording.ts";
import { notifyRole } from "#events/notifications/notify-role.ts";
import { react } from "#platform/consume.ts";

export const handler = react(notifyRole, async (fact, { now, change }) => {
  const { userId, role } = fact.data;
  // Whoever was closed out meanwhile has no use for it.
  if (!(await loadUser(userId))) return;
  await notify(notificationOf(fact, userId, "in_app", roleWording(role), now.toISOString()), change());
});
