import { Notification, NotificationCard } from "#domain/notification.ts";
import { shownTrail } from "#domain/trail.ts";

/** What somebody sees of what they were told. */
export const NotificationView = NotificationCard.extend({
  ...Notification.pick({ type: true, status: true, sentAt: true, readAt: true }).shape,
  ...shownTrail,
});
