import { hours, minutes, shifted } from "#domain/time.ts";

type Hold = { readonly holdUntil: string };

/** How much longer a hold lasts each time its payment is found being processed. */
const processing = minutes(15);

/**
 * So long after it was placed an order's tickets are on sale again even if a bank is still deciding: cards take seconds,
 * and what takes days must not keep places for days. If the money comes after all, it is a late payment.
 */
const longestHold = hours(24);

/** Until when a hold lasts whose payment is being processed now; nothing if it lasts no longer. */
export function extendedHold({ createdAt }: { readonly createdAt: string }, now: Date): string | undefined {
  const until = shifted(now, processing);
  return until <= shifted(createdAt, longestHold) ? until : undefined;
}

/** So often Stripe is asked to cancel a hold's payment; then its places do not wait for that any longer. */
const triesWithStripe = 3;

/** How long a message is hidden that was handed out: so far apart are the tries of one that fails. */
const betweenTries = minutes(3);

/**
 * Whether this delivery of a hold's message, the so-many-th, comes after all tries with Stripe. A delivery that came
 * before the hold's end was no try, so its time has to have passed, too; nor has one that comes late been tried before.
 */
export const isLastTry = ({ holdUntil }: Hold, attempt: number, now: Date) =>
  attempt > triesWithStripe && shifted(holdUntil, triesWithStripe * betweenTries) <= now.toISOString();

/** How often the sweep comes. */
const betweenSweeps = minutes(5);

/** How long a hold's own message has, with all its tries, before the sweep takes over. */
export const sweepGrace = (triesWithStripe + 1) * betweenTries;

/** Whether the sweep, too, has had its tries with Stripe. */
export const isLastSweep = ({ holdUntil }: Hold, now: Date) =>
  shifted(holdUntil, sweepGrace + triesWithStripe * betweenSweeps) <= now.toISOString();

/**
 * Between which ends of theirs holds are looked at whether they are paid, as Stripe's word of it may be lost: those with
 * five to ten minutes left, so that the sweep asks of each once.
 */
export const lookedAt = (now: Date): readonly [from: string, until: string] => [
  shifted(now, betweenSweeps),
  shifted(now, 2 * betweenSweeps),
];
