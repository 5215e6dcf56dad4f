import { hours, seconds, shifted } from "#domain/time.ts";

/** Tries at one account's password since the last right one. */
export type Tries = { readonly tries: number; readonly retryAt?: string | undefined; readonly resetsAt: string };

/** The first tries cost nothing; from here on each doubles the wait, up to a minute. */
const free = 10;
const longest = 60;

/**
 * The state after one more try, which is counted before the password is looked at, so that many at once get no more.
 * The wait is a minute at most and forgotten after an hour: whoever attacks an account cannot lock its owner out for
 * long, and still gets no more than about 60 guesses an hour.
 */
export function nextTry(before: Tries | undefined, now: Date): Tries {
  const tries = before && before.resetsAt > now.toISOString() ? before.tries + 1 : 1;
  const wait = tries < free ? 0 : Math.min(longest, 2 ** (tries - free));
  return { tries, resetsAt: shifted(now, hours(1)), ...(wait > 0 && { retryAt: shifted(now, seconds(wait)) }) };
}

/** Seconds until a password is looked at again; 0 if it is now. */
export function secondsToWait(state: Tries | undefined, now: Date): number {
  if (!state?.retryAt) return 0;
  return Math.max(0, Math.ceil((Date.parse(state.retryAt) - now.getTime()) / 1000));
}
