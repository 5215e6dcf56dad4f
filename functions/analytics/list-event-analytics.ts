import * as z from "zod";
import { Event } from "#domain/event.ts";
import { EventFigures } from "#domain/event-analytics.ts";
import { day } from "#domain/time.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listEventAnalytics = operation("analytics/list-event-analytics", {
  method: "GET",
  path: "/v1/events/{eventId}/analytics",
  summary: "An event's figures by day of its time zone, newest first; `by=month` for those too old to be kept by day",
  auth: "user",
  paged: true,
  input: Event.pick({ eventId: true }).extend({
    by: z.enum(["day", "month"]).default("day"),
    /** First and last day; of months, those they lie in. */
    from: day.optional(),
    to: day.optional(),
    ...paging,
  }),
  output: pageOf(EventFigures),
  success: 200,
  uses: ["table:get", "table:query", "archive:get"],
  faults: ["not_found", "not_permitted"],
  impact: "Organizers cannot see their events' figures.",
});
