import { hours, minutes, seconds, shifted } from "#domain/time.ts";

/** So long Stripe's webhook has before anybody asks. */
const grace = seconds(60);
/** How far Stripe's clock and ours may be apart: so much of what was asked of before is asked of again. */
const overlap = minutes(5);
/** So long what cannot be followed is tried again; Stripe itself goes on for three days. */
const patience = minutes(30);
/** One run looks at no more than this, and the first of all begins so long ago. */
const longest = hours(1);

/** The stretch of time whose undelivered events a run follows; nothing if it is too early. */
export function stretchAfter(until: string | undefined, now: Date): { from: string; until: string } | undefined {
  const latest = shifted(now, -grace);
  const from = until ?? shifted(latest, -longest);
  if (from >= latest) return undefined;
  const [end = latest] = [shifted(from, longest), latest].toSorted();
  return { from: shifted(from, -overlap), until: end };
}

/** Until when everything was followed, or tried for long enough; `failed`: the times of what could not be followed. */
export function followedUntil(until: string, failed: readonly string[]): string {
  const [first = until] = [until, ...failed].toSorted();
  return [first, shifted(until, -patience)].toSorted()[1] ?? until;
}
