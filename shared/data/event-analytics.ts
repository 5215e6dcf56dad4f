import { entity, gsi, primary } from "#data/entity.ts";
import { EventAnalytics, EventAnalyticsMonth } from "#domain/event-analytics.ts";

export const eventAnalytics = entity("eventAnalytics", EventAnalytics, {
  // An event's figures by day, in a range of days — by day — the day is the key, so there is one row per event and day.
  ofEvent: primary("event#{eventId}#days", "{date}"),
  // All events' rows of a day, partitioned by date — by event. Their keys: figures change often, and are read by these.
  ofDate: gsi(2, "analytics#{date}", "{eventId}"),
});

export const eventAnalyticsMonth = entity("eventAnalyticsMonth", EventAnalyticsMonth, {
  // An event's figures by month, for days that are no longer kept — by month — one row per event and month.
  ofEvent: primary("event#{eventId}#months", "{month}"),
});
