import * as z from "zod";
import { badField } from "#domain/fault.ts";
import { derivedId, id } from "#domain/ids.ts";
import { Currency } from "#domain/money.ts";
import { day, monthOf } from "#domain/time.ts";

const count = z.int().min(0);

/** What visits led to. What follows from these and the visitors, the rate, is not stored. */
const ConversionMetrics = z.strictObject({ ordersPlaced: count, ordersPaid: count });

const Figures = z.object({
  /** The event's: an event sells in one. */
  currency: Currency,
  totalViews: count,
  /** Of a day: different people. Of a month: the sum of its days, so who came on two days counts twice. */
  uniqueVisitors: count,
  ticketsSold: count,
  /** In minor units. */
  totalRevenue: count,
  conversionMetrics: ConversionMetrics,
});

/** An event's figures of one day, as days go in the event's time zone. Event and day make its id: there is one row. */
export const EventAnalytics = Figures.extend({ analyticsId: id, eventId: id, date: day });
export type EventAnalytics = z.infer<typeof EventAnalytics>;

/** The same of a month, `YYYY-MM`, once its days are too old to be kept one by one. */
export const EventAnalyticsMonth = Figures.extend({
  analyticsId: id,
  eventId: id,
  month: z.string().regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/, { message: "a month such as 2027-03" }),
});
export type EventAnalyticsMonth = z.infer<typeof EventAnalyticsMonth>;

/**
 * Days before this one are kept as months: whole months, 13 months after they ended, so that no month is ever told by
 * its days and by itself.
 */
export const keptByDayFrom = (now: Date) =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 13)).toISOString().slice(0, 10);

/** A month with one day more in it. */
export function withDay(month: EventAnalyticsMonth | undefined, day: EventAnalytics): EventAnalyticsMonth {
  const { eventId, currency } = day;
  if (month && month.currency !== currency)
    throw new Error(`Event ${eventId} sold in ${month.currency} and ${currency}`);
  const of = monthOf(day.date);
  const metrics = month?.conversionMetrics;
  return {
    ...{ analyticsId: eventAnalyticsId(eventId, of), eventId, month: of, currency },
    totalViews: (month?.totalViews ?? 0) + day.totalViews,
    uniqueVisitors: (month?.uniqueVisitors ?? 0) + day.uniqueVisitors,
    ticketsSold: (month?.ticketsSold ?? 0) + day.ticketsSold,
    totalRevenue: (month?.totalRevenue ?? 0) + day.totalRevenue,
    conversionMetrics: {
      ordersPlaced: (metrics?.ordersPlaced ?? 0) + day.conversionMetrics.ordersPlaced,
      ordersPaid: (metrics?.ordersPaid ?? 0) + day.conversionMetrics.ordersPaid,
    },
  };
}

/** The id of an event's row of a day or a month. */
export const eventAnalyticsId = (eventId: string, period: string) => derivedId("analytics", eventId, period);

/** A row as it is shown. */
export const EventFigures = Figures.extend({
  analyticsId: id,
  eventId: id,
  /** `YYYY-MM-DD`, or `YYYY-MM` for a month. */
  date: z.string(),
  conversionMetrics: ConversionMetrics.extend({
    /** Paid orders per unique visitor; nothing as long as nobody came. */
    conversionRate: z.number().min(0).optional(),
  }),
  createdAt: z.string(),
  updatedAt: z.string(),
});
type Trail = { readonly createdAt: string; readonly updatedAt: string };

export function shownFigures(row: (EventAnalytics | EventAnalyticsMonth) & Trail): z.input<typeof EventFigures> {
  const { conversionMetrics, uniqueVisitors } = row;
  const rate = uniqueVisitors > 0 && { conversionRate: conversionMetrics.ordersPaid / uniqueVisitors };
  const date = "date" in row ? row.date : row.month;
  return { ...row, date, conversionMetrics: { ...conversionMetrics, ...rate } };
}

/** Throws unless one day is not after the other. */
export function checkDays({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }) {
  if (from && to && to < from) throw badField("to", "before_from", "must not be before from");
}
