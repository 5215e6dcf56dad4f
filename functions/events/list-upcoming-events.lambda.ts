import { readCalendar } from "#data/read-calendar.ts";
import { calendarRange } from "#domain/calendar.ts";
import { listUpcomingEvents } from "#functions/events/list-upcoming-events.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listUpcomingEvents, ({ input, page, now }) =>
  readCalendar(calendarRange(input, now.toISOString()), page),
);
