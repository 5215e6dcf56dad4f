import { holds } from "#data/condition.ts";
import { findUser } from "#data/load-user.ts";
import { notification } from "#data/notification.ts";
import { type Notification, notificationDays } from "#domain/notification.ts";
import { isToldBy, topicOf } from "#domain/preferences.ts";
import { days } from "#domain/time.ts";
import { type Change, created, purgeAfter } from "#domain/trail.ts";

/**
 * Stores a notification, once: whether it was new. Whoever is gone, or does not want to be told of such things by this
 * channel, gets none.
 */
export async function notify(told: Notification, change: Change): Promise<boolean> {
  const person = await findUser(told.userId);
  if (!person || !isToldBy(person.preferences, topicOf(told.card.metadata.factType), told.type)) return false;
  return holds(
    notification
      .create({ ...told, ...created(change), purgeAt: purgeAfter(change.now, days(notificationDays)) })
      .go({ response: "none" }),
  );
}
