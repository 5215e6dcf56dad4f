import * as z from "zod";
import { Notification, NotificationCard } from "#domain/notification.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listMyNotifications = operation("notifications/list-my-notifications", {
  method: "GET",
  path: "/v1/notifications",
  summary: "What I was told, newest first; `unread=true`: only what I have not read in the app",
  auth: "user",
  paged: true,
  input: z.object({ unread: z.enum(["true", "false"]).default("false"), ...paging }),
  output: pageOf(NotificationCard.extend(Notification.pick({ type: true, status: true }).shape)),
  success: 200,
  uses: ["table:query", "gsi1:query"],
  faults: [],
  impact: "Nobody sees what they were told in the app.",
});
