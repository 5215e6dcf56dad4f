import { entity, gsi, primary } from "#data/entity.ts";
import { Notification } from "#domain/notification.ts";

export const notification = entity("notification", Notification, {
  // A user's notifications — newest first: ids are in time order, and one per fact, person and channel.
  ofUser: primary("user#{userId}#notifications", "{notificationId}"),
  // Only the unread ones — newest first.
  unread: gsi(1, "user#{userId}#unread", "{notificationId}", (item) => item.isUnread === true),
});
