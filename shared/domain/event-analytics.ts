import * as z from "zod";
import { badField } from "#domain/fault.ts";
import { derivedId, id } from "#domain/ids.ts";
import { Currency } from "#domain/money.ts";
import { day } from "#domain/time.ts";

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
