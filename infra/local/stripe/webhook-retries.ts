const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const GIVEN_UP_AFTER = 72 * HOUR;

/** Soon at first, so that a restarted application heals, then ever more slowly; every 12 hours in the end. */
const DELAYS = [
  SECOND,
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
];

/** When to try again, or `undefined` when Stripe gives up: three days after the event. */
export const nextAttempt = (attempts: number, created: number, now: number): number | undefined => {
  const at = now + (DELAYS[attempts - 1] ?? 12 * HOUR);
  return at - created > GIVEN_UP_AFTER ? undefined : at;
};
