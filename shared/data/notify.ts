import { holds } from "#data/condition.ts";
import { notification } from "#data/notification.ts";
import { type Notification, notificationDays } from "#domain/notification.ts";
import { days } from "#domain/time.ts";
import { type Change, created, purgeAfter } from "#domain/trail.ts";

/** Stores a notification, once: whether it was new. */
export const notify = (told: Notification, change: Change) =>
  holds(
    notification
      .create({ ...told, ...created(change), purgeAt: purgeAfter(change.now, days(notificationDays)) })
      .go({ response: "none" }),
  );
