import { hours, minutes, seconds, shifted } from "#domain/time.ts";

/** So long Stripe's webhook has before anybody asks. */
const grace = seconds(60);
/** How far Stripe's clock and ours may be apart: so much of what was asked of before is asked of again. */
const overlap = minutes(5);
/** So long what cannot be followed is tried again; Stripe itself goes on for three days. */
const patience = minutes(30);
/** The first run of all begins so long ago. */
const before = hours(1);

/** Followed in one go are no more events than this, unless one second has more. */
export const mostFollowed = 500;

export type Stretch = { readonly from: string; readonly until: string };

/** The stretch of time whose undelivered events are to be followed; nothing if it is too early. */
export function stretchAfter(until: string | undefined, now: Date): Stretch | undefined {
  const latest = shifted(now, -grace);
  const from = until ?? shifted(latest, -before);
  return from < latest ? { from, until: latest } : undefined;
}

/** The first half of a stretch that has too many events, to the second; nothing if it is one second long. */
export function firstHalf({ from, until }: Stretch): Stretch | undefined {
  const [start = 0, end = 0] = [from, until].map((at) => Math.floor(Date.parse(at) / 1000));
  return end - start > 1 ? { from, until: new Date(Math.floor((start + end) / 2) * 1000).toISOString() } : undefined;
}

/**
 * From when on there is something to follow after this stretch: from its end, or, if it came to the present, a little
 * before that; from the first that could not be followed (`failed`: their times), but not for ever.
 */
export function followedUntil(
  { until, isWhole }: { until: string; isWhole: boolean },
  failed: readonly string[],
): string {
  const done = isWhole ? shifted(until, -overlap) : until;
  const [first = done] = [done, ...failed].toSorted();
  return [first, shifted(until, -patience)].toSorted()[1] ?? done;
}
