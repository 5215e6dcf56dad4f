import { keepProgress, progressOf } from "#data/progress.ts";
import { followedUntil, stretchAfter } from "#domain/undelivered.ts";
import { followUndelivered } from "#events/payments/follow-undelivered.ts";
import { followStripeEvent } from "#flows/follow-stripe-event.ts";
import type { Shell } from "#flows/shell.ts";
import { onSchedule } from "#platform/consume.ts";
import { log } from "#platform/log.ts";
import { type StripeEvent, undeliveredEvents } from "#platform/stripe-event.ts";

/** So many events at the same time. */
const together = 8;

/**
 * Goes on where the run before came to. One that breaks off is followed by another from the same place: to follow an
 * event twice changes nothing.
 */
export const handler = onSchedule(followUndelivered, async ({ now, change }) => {
  const known = await progressOf("undelivered");
  const stretch = stretchAfter(known?.until, now);
  if (!stretch) return { followed: 0, failed: 0 };
  const events = await undeliveredEvents(new Date(stretch.from), new Date(stretch.until));
  const failed: string[] = [];
  for (let from = 0; from < events.length; from += together) {
    await Promise.all(
      events.slice(from, from + together).map(async (event) => {
        if (!(await follows(event, { now, change }))) failed.push(new Date(event.created * 1000).toISOString());
      }),
    );
  }
  await keepProgress(known, { walk: "undelivered", until: followedUntil(stretch.until, failed) }, change());
  return { followed: events.length - failed.length, failed: failed.length };
});

async function follows(event: StripeEvent, shell: Shell): Promise<boolean> {
  try {
    await followStripeEvent(event, shell);
    return true;
  } catch (error) {
    log("error", followUndelivered.id, { event: event.id, type: event.type, impact: followUndelivered.impact, error });
    return false;
  }
}
