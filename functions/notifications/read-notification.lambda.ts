import { holds } from "#data/condition.ts";
import { notification } from "#data/notification.ts";
import { Fault } from "#domain/fault.ts";
import { markRead } from "#domain/notification.ts";
import { changed } from "#domain/trail.ts";
import { readNotification } from "#functions/notifications/read-notification.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(readNotification, async ({ input, caller, now, change }) => {
  const key = { userId: caller.userId, notificationId: input.notificationId };
  for (;;) {
    const { data: found } = await notification.get(key).go({ consistent: true });
    if (!found) throw new Fault("not_found");
    const read = markRead(found, now.toISOString());
    if (!read) return { ...found.card, ...found };
    // Written as a whole: that is what takes it out of the index of unread ones.
    const next = { ...read, ...changed(found, change()) };
    const write = notification.put(next).where(({ version }, op) => op.eq(version, found.version));
    if (await holds(write.go())) return { ...next.card, ...next };
  }
});
