import { keepProgress, progressOf } from "#data/progress.ts";
import { eventsOn, rollUp } from "#data/roll-up-day.ts";
import { keptByDayFrom } from "#domain/event-analytics.ts";
import { days, shifted } from "#domain/time.ts";
import type { Change } from "#domain/trail.ts";
import { rollUpDays } from "#events/analytics/roll-up-days.ts";
import { onSchedule } from "#platform/consume.ts";

/** So many rows in one run, and so many of them at the same time; the next run goes on. */
const most = 20_000;
const together = 10;
/** Where the first run of all begins, in days before those that are kept by day: two months, if it ever came late. */
const firstLook = 62;

const dayAfter = (date: string, by = 1) => shifted(`${date}T00:00:00Z`, days(by)).slice(0, 10);

/** Day by day, from where the run before came to. A run that breaks off looks at its days again, and finds them empty. */
export const handler = onSchedule(rollUpDays, async ({ now, change }) => {
  const kept = keptByDayFrom(now);
  const known = await progressOf("roll-up-days");
  const done = { days: 0, rows: 0 };
  let until = known?.until ?? dayAfter(kept, -firstLook);
  for (; until < kept && done.rows < most; until = dayAfter(until)) {
    const eventIds = await eventsOn(until, most);
    await rollUpAll(eventIds, until, change());
    done.rows += eventIds.length;
    done.days++;
    // There may be more of them: the day is not done with.
    if (eventIds.length === most) break;
  }
  if (done.days > 0 && until !== known?.until) await keepProgress(known, { walk: "roll-up-days", until }, change());
  return done;
});

async function rollUpAll(eventIds: readonly string[], date: string, change: Change): Promise<void> {
  for (let from = 0; from < eventIds.length; from += together) {
    await Promise.all(eventIds.slice(from, from + together).map((eventId) => rollUp(eventId, date, change)));
  }
}
