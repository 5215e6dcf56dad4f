import { badField } from "#domain/fault.ts";
import { days, monthsBetween, shifted } from "#domain/time.ts";

/** From one moment on, and before another. */
export type Range = { readonly from: string; readonly to: string };

/** The longest range in one query: so many month buckets may have to be looked into for one page. */
const longest = 365;

/** What a list of upcoming events asks for: from now on and for a year (or `most` days), unless it says otherwise. */
export function calendarRange(
  asked: { from?: string | undefined; to?: string | undefined },
  now: string,
  most = longest,
): Range {
  const from = asked.from ?? now;
  const to = asked.to ?? shifted(from, days(most));
  if (to <= from) throw badField("to", "not_after_from", "must be after from");
  if (to > shifted(from, days(most))) throw badField("to", "range_too_long", `at most ${most} days after from`);
  return { from, to };
}

/** A range month by month, as the index keeps it. It ends before `to`: with `to` on the first, that month is not in it. */
export const monthsOf = ({ from, to }: Range) => monthsBetween(from, shifted(to, -1));

/** The first moment of a month. */
export const startOf = (month: string) => `${month}-01T00:00:00.000Z`;
