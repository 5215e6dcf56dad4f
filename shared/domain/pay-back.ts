import * as z from "zod";
import { days, minutes, shifted } from "#domain/time.ts";

/** What came of trying to pay back what was paid in vain: absent unless Stripe refused, or a bank sent it back. */
export const PayBack = z.object({
  tries: z.int().min(1),
  nextTryAt: z.string().optional(),
  /** When it was left to people: the buyer is to be paid some other way, or in Stripe's dashboard. */
  gaveUpAt: z.string().optional(),
});
export type PayBack = z.infer<typeof PayBack>;

/** What is refused so often over four days is refused for good: a closed account, a charge that is disputed. */
const mostTries = 12;
const longest = days(1);

/** After one more try that came to nothing: each waits twice as long as the one before, from a quarter of an hour to a day. */
export function afterRefusal(before: PayBack | undefined, now: Date): PayBack {
  const tries = (before?.tries ?? 0) + 1;
  if (tries >= mostTries) return { tries, gaveUpAt: now.toISOString() };
  const wait = Math.min(longest, minutes(15) * 2 ** Math.max(0, tries - 2));
  return { tries, nextTryAt: shifted(now, wait) };
}

/** Whether it is to be tried now. */
export const isTryDue = (payBack: PayBack | undefined, now: Date) =>
  payBack === undefined || (payBack.nextTryAt !== undefined && payBack.nextTryAt <= now.toISOString());
