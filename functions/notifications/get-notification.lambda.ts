import { notification } from "#data/notification.ts";
import { Fault } from "#domain/fault.ts";
import { getNotification } from "#functions/notifications/get-notification.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(getNotification, async ({ input, caller }) => {
  const key = { userId: caller.userId, notificationId: input.notificationId };
  const { data: found } = await notification.get(key).go({ consistent: true });
  if (!found) throw new Fault("not_found");
  return { ...found.card, ...found };
});
