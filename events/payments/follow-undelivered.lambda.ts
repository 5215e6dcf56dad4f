import { keepProgress, progressOf } from "#data/progress.ts";
import { firstHalf, followedUntil, mostFollowed, type Stretch, stretchAfter } from "#domain/undelivered.ts";
import { followUndelivered } from "#events/payments/follow-undelivered.ts";
import { followStripeEvent } from "#flows/follow-stripe-event.ts";
import type { Shell } from "#flows/shell.ts";
import { onSchedule } from "#platform/consume.ts";
import { log } from "#platform/log.ts";
import { type StripeEvent, undeliveredEvents } from "#platform/stripe-event.ts";

/** So many events at the same time. */
const together = 8;
/** So often one run goes on at once, if there is more than it follows in one go: all in all for less than its time. */
const rounds = 10;

/**
 * Goes on where the run before came to. One that breaks off is followed by another from the same place: to follow an
 * event twice changes nothing.
 */
export const handler = onSchedule(followUndelivered, async (occasion) => {
  const sum = { followed: 0, failed: 0 };
  for (let round = 1; round <= rounds; round++) {
    const { followed, failed, isWhole } = await followSome(occasion);
    sum.followed += followed;
    sum.failed += failed;
    if (isWhole || failed > 0) break;
  }
  return sum;
});

async function followSome({ now, change }: Shell) {
  const known = await progressOf("undelivered");
  const stretch = stretchAfter(known?.until, now);
  if (!stretch) return { followed: 0, failed: 0, isWhole: true };
  const { until, events } = await undeliveredIn(stretch);
  const failed: string[] = [];
  for (let from = 0; from < events.length; from += together) {
    await Promise.all(
      events.slice(from, from + together).map(async (event) => {
        if (!(await follows(event, { now, change }))) failed.push(new Date(event.created * 1000).toISOString());
      }),
    );
  }
  const isWhole = until === stretch.until;
  const walk = { walk: "undelivered" as const, until: followedUntil({ until, isWhole }, failed) };
  await keepProgress(known, walk, change());
  return { followed: events.length - failed.length, failed: failed.length, isWhole };
}

/** What was not delivered in a stretch, or, if it is too much for one go, in the first part of it. */
async function undeliveredIn(stretch: Stretch): Promise<{ until: string; events: StripeEvent[] }> {
  const { from, until } = stretch;
  const half = firstHalf(stretch);
  const events = await undeliveredEvents(new Date(from), new Date(until), half ? mostFollowed : Infinity);
  if (events) return { until, events };
  if (!half) throw new Error("There is no end of what was asked for");
  return undeliveredIn(half);
}

async function follows(event: StripeEvent, shell: Shell): Promise<boolean> {
  try {
    await followStripeEvent(event, shell);
    return true;
  } catch (error) {
    log("error", followUndelivered.id, { event: event.id, type: event.type, impact: followUndelivered.impact, error });
    return false;
  }
}
