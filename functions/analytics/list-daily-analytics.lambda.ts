import { eventAnalytics } from "#data/event-analytics.ts";
import { readPage } from "#data/page.ts";
import { readMany } from "#data/read-many.ts";
import { requireRole } from "#data/rights.ts";
import { shownFigures } from "#domain/event-analytics.ts";
import { listDailyAnalytics } from "#functions/analytics/list-daily-analytics.ts";
import { serve } from "#platform/serve.ts";

export const handler = serve(listDailyAnalytics, async ({ input, caller, page, now }) => {
  await requireRole(caller, "admin");
  // The first page's day: "today" must not move while somebody turns pages.
  const [date, after]: [string, string?] =
    page.after === undefined ? [input.date ?? now.toISOString().slice(0, 10)] : JSON.parse(page.after);
  const { items, last } = await readPage(eventAnalytics.query.ofDate({ date }), { ...page, after });
  const rows = await readMany(
    (keys) => eventAnalytics.get([...keys]).go(),
    items.map(({ eventId }) => ({ eventId, date })),
  );
  const figures = rows.map(shownFigures).toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1));
  return { items: figures, last: last === undefined ? undefined : JSON.stringify([date, last]) };
});
