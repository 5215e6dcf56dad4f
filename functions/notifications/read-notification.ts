import * as z from "zod";
import { id } from "#domain/ids.ts";
import { Notification, NotificationCard } from "#domain/notification.ts";
import { shownTrail } from "#domain/trail.ts";
import { operation } from "#platform/operation.ts";

export const readNotification = operation("notifications/read-notification", {
  method: "POST",
  path: "/v1/notifications/{notificationId}/read",
  summary: "Mark one of my notifications as read; a repeat changes nothing",
  auth: "user",
  input: z.object({ notificationId: id }),
  output: NotificationCard.extend({
    ...Notification.pick({ type: true, status: true, sentAt: true, readAt: true }).shape,
    ...shownTrail,
  }),
  success: 200,
  uses: ["table:get", "table:put"],
  faults: ["not_found"],
  impact: "Notifications stay unread.",
});
