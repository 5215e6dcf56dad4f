import { NotificationCard } from "#domain/notification.ts";
import { NotificationView } from "#functions/notifications/notification-view.ts";
import { operation } from "#platform/operation.ts";

export const readNotification = operation("notifications/read-notification", {
  method: "POST",
  path: "/v1/notifications/{notificationId}/read",
  summary: "Mark one of my notifications as read; a repeat changes nothing",
  auth: "user",
  input: NotificationCard.pick({ notificationId: true }),
  output: NotificationView,
  success: 200,
  uses: ["table:get", "table:put"],
  faults: ["not_found"],
  impact: "Notifications stay unread.",
});
