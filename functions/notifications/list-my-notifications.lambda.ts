import { notification } from "#data/notification.ts";
import { readPage } from "#data/page.ts";
import { listMyNotifications } from "#functions/notifications/list-my-notifications.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listMyNotifications, async ({ input, caller, page }) => {
  const { userId } = caller;
  if (input.unread === "true") {
    const { items, last } = await readPage(notification.query.unread({ userId }), page, "desc");
    // The index brings back no type: only what is told in the app can be unread.
    return { items: items.map(({ card, status }) => ({ ...card, type: "in_app" as const, status })), last };
  }
  const { items, last } = await readPage(notification.query.ofUser({ userId }), page, "desc");
  return { items: items.map(({ card, type, status }) => ({ ...card, type, status })), last };
});
