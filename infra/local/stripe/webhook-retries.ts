const HOUR = 3600;
const GIVEN_UP_AFTER_SECONDS = 72 * HOUR;

/** Soon at first, so that a restarted application heals, then ever more slowly; every 12 hours in the end. */
const DELAY_SECONDS = [1, 5, 30, 120, 600, 1800, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR];

/** When to try again, or `undefined` when Stripe gives up: three days after the event. */
export const nextAttempt = (attempts: number, created: number, now: number): number | undefined => {
  const at = now + (DELAY_SECONDS[attempts - 1] ?? 12 * HOUR) * 1000;
  return at - created > GIVEN_UP_AFTER_SECONDS * 1000 ? undefined : at;
};
