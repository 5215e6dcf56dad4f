import * as z from "zod";
import { badField } from "#domain/fault.ts";
import { days, monthsBetween, shifted } from "#domain/time.ts";

/** From one moment on, and before another. */
export type Range = { readonly from: string; readonly to: string };

/** The longest range in one query: so many month buckets may have to be looked into for one page. */
const longest = days(365);

/** What a list of upcoming events asks for: from now on and for a year, unless it says otherwise. */
export function calendarRange(asked: { from?: string | undefined; to?: string | undefined }, now: string): Range {
  const from = asked.from ?? now;
  const to = asked.to ?? shifted(from, longest);
  if (to <= from) throw badField("to", "not_after_from", "must be after from");
  if (to > shifted(from, longest)) throw badField("to", "range_too_long", "at most 365 days after from");
  return { from, to };
}

/** The months a range touches. It ends before `to`: with `to` on the first of a month, that month is not in it. */
export const monthsOf = ({ from, to }: Range) => monthsBetween(from, shifted(to, -1));

/** A place in the calendar: the range that was asked for, a month of it, and how far that month was read. */
const Place = z.tuple([z.string(), z.string(), z.string(), z.string().nullable()]);

export const placeText = ({ from, to }: Range, month: string, after: string | undefined) =>
  JSON.stringify([from, to, month, after ?? null]);

/** Back from its text. The range is the first page's: "from now on" must not move while somebody turns pages. */
export function placeOf(text: string) {
  const [from, to, month, after] = Place.parse(JSON.parse(text));
  return { range: { from, to }, month, after: after ?? undefined };
}
