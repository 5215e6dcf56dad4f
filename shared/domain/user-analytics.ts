import * as z from "zod";
import { derivedId, id } from "#domain/ids.ts";
import { Currency } from "#domain/money.ts";

const count = z.int().min(0);

/** What a person did with us, counted. There is one row per person; their id makes its own. */
export const UserAnalytics = z.object({
  analyticsId: id,
  userId: id,
  eventsAttended: count,
  ticketsPurchased: count,
  /** In minor units of each currency they paid in. */
  totalSpent: z.partialRecord(Currency, count),
  /** What they go for, most often first. */
  preferences: z.strictObject({
    categories: z.array(id).max(10),
    organizers: z.array(id).max(10),
  }),
  lastActivity: z.string().optional(),
});
export type UserAnalytics = z.infer<typeof UserAnalytics>;

/** A row as its person sees it; without times as long as there is nothing to count. */
export const MyAnalytics = UserAnalytics.extend({ createdAt: z.string().optional(), updatedAt: z.string().optional() });

/** Of somebody who has done nothing yet. */
export const noAnalytics = (userId: string): UserAnalytics => ({
  analyticsId: userAnalyticsId(userId),
  userId,
  eventsAttended: 0,
  ticketsPurchased: 0,
  totalSpent: {},
  preferences: { categories: [], organizers: [] },
});

export const userAnalyticsId = (userId: string) => derivedId("analytics", userId);
