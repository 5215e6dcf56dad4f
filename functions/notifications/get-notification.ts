import { NotificationCard } from "#domain/notification.ts";
import { NotificationView } from "#functions/notifications/notification-view.ts";
import { operation } from "#platform/operation.ts";

export const getNotification = operation("notifications/get-notification", {
  method: "GET",
  path: "/v1/notifications/{notificationId}",
  summary: "One of my notifications; it stays as unread as it was",
  auth: "user",
  input: NotificationCard.pick({ notificationId: true }),
  output: NotificationView,
  success: 200,
  uses: ["table:get"],
  faults: ["not_found"],
  impact: "Nobody can look at a notification.",
});
