import { holds } from "#data/condition.ts";
import { notification } from "#data/notification.ts";
import { notify } from "#data/notify.ts";
import type { Notification } from "#domain/notification.ts";
import { seconds, shifted } from "#domain/time.ts";
import { type Change, stamp } from "#domain/trail.ts";

/** In seconds: longer than a sender may run, shorter than the minute after which a failed one is run again. */
const claimSeconds = 45;
/** As often as Lambda tries a reaction; then the fact waits in the failure queue. */
const maxTries = 3;

/**
 * Sends a notification through `send` once, however often its fact is delivered: whoever writes its row, or takes over a
 * row that nobody is sending, sends; the rest find it `sent`. Only a crash between the sending and the last write can
 * send it twice. What `send` throws is thrown on, so that the fact comes again; after three tries the row says `failed`,
 * and a redrive sends it after all.
 */
export async function sendOnce(told: Notification, change: Change, send: () => Promise<void>): Promise<void> {
  const tries = await claim(told, change);
  if (tries === undefined) return;
  try {
    await send();
  } catch (error) {
    await settle(told, tries, tries < maxTries ? "pending" : "failed", change);
    throw error;
  }
  await settle(told, tries, "sent", change);
}

/** The number of this try if it is ours to send, nothing if it is sent. Throws while somebody else is sending it. */
async function claim(told: Notification, change: Change): Promise<number | undefined> {
  const now = change.now.toISOString();
  const claimedUntil = shifted(now, seconds(claimSeconds));
  if (await notify({ ...told, tries: 1, claimedUntil }, change)) return 1;
  const { data: found } = await notification.get(keyOf(told)).go({ consistent: true });
  // Nothing is there of somebody who is gone, or does not want it.
  if (!found || found.status === "sent") return undefined;
  const tries = (found.tries ?? 0) + 1;
  const write = notification
    .patch(keyOf(told))
    .set({ ...stamp(change), status: "pending", tries, claimedUntil })
    .add({ version: 1 })
    .where(({ version }, op) => op.eq(version, found.version));
  const isFree = found.claimedUntil === undefined || found.claimedUntil <= now;
  if (isFree && (await holds(write.go({ response: "none" })))) return tries;
  throw new Error(`Notification ${told.notificationId} is being sent by another`);
}

const keyOf = ({ userId, notificationId }: Notification) => ({ userId, notificationId });

/** Writes down how this try ended. One that failed says so only while no later try has begun. */
async function settle(told: Notification, tries: number, status: "sent" | "pending" | "failed", change: Change) {
  const write = notification
    .patch(keyOf(told))
    .set({ ...stamp(change), status, ...(status === "sent" && { sentAt: change.now.toISOString() }) })
    .remove(["claimedUntil"])
    .add({ version: 1 });
  const ours = status === "sent" ? write : write.where((row, op) => op.eq(row.tries, tries));
  await holds(ours.go({ response: "none" }));
}
