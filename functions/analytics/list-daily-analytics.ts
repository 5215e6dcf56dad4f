import * as z from "zod";
import { EventFigures } from "#domain/event-analytics.ts";
import { day } from "#domain/time.ts";
import { operation, pageOf, paging } from "#platform/operation.ts";

export const listDailyAnalytics = operation("analytics/list-daily-analytics", {
  method: "GET",
  path: "/v1/analytics/events",
  summary: "All events' figures of one day, each in its own time zone; of today by UTC unless another is asked for",
  auth: "user",
  role: "admin",
  paged: true,
  input: z.object({ date: day.optional(), ...paging }),
  output: pageOf(EventFigures),
  success: 200,
  uses: ["gsi2:query", "table:batch-get"],
  faults: [],
  impact: "Admins cannot see what the platform did on a day.",
});
