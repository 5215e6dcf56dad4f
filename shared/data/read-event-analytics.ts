import { eventAnalytics, eventAnalyticsMonth } from "#data/event-analytics.ts";
import { readPage } from "#data/page.ts";
import { monthOf } from "#domain/time.ts";

type Days = { readonly from?: string | undefined; readonly to?: string | undefined };
type Place = Parameters<typeof readPage>[1];

/** Before and after every day there can be. */
const [first, final] = ["1000-01-01", "2999-12-31"];

/** A page of an event's days from one to another, both included, newest first. */
export const readEventDays = (eventId: string, { from = first, to = final }: Days, page: Place) =>
  readPage(eventAnalytics.query.ofEvent({ eventId }).between({ date: from }, { date: to }), page, "desc");

/** The same of the months those days lie in. */
export const readEventMonths = (eventId: string, { from = first, to = final }: Days, page: Place) =>
  readPage(
    eventAnalyticsMonth.query.ofEvent({ eventId }).between({ month: monthOf(from) }, { month: monthOf(to) }),
    page,
    "desc",
  );
