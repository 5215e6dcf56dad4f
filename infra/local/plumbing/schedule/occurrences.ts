import { Cron } from "croner";

/** The first moment after another at which a schedule is due; undefined when there is none. */
export type NextAfter = (after: number) => number | undefined;

const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Reads AWS's `rate(5 minutes)`, `cron(0 12 ? * MON-FRI *)` and `at(2030-01-31T09:00:00)`. */
export function occurrences(expression: string, timezone = "UTC"): NextAfter {
  const [, kind, inside = ""] = /^(rate|cron|at)\((.+)\)$/.exec(expression.trim()) ?? [];
  if (kind === "rate") return everyPeriod(inside, expression);
  if (kind === "cron") return cron(inside, timezone, expression);
  if (kind === "at") return once(inside, timezone);
  throw new Error(`Not a schedule expression: ${expression}`);
}

/**
 * Counted from the epoch and not, as on AWS, from the rule's creation: so a restart does not shift it and tests can
 * tell when it comes.
 */
function everyPeriod(inside: string, expression: string): NextAfter {
  const [, count, unit = ""] = /^(\d+) (minute|hour|day)s?$/.exec(inside) ?? [];
  const period = Number(count) * (units[unit] ?? 0);
  if (!(period > 0)) throw new Error(`Not a rate: ${expression}`);
  return (after) => Math.floor(after / period) * period + period;
}

function cron(inside: string, timezone: string, expression: string): NextAfter {
  const [minute, hour, dayOfMonth, month, dayOfWeek, year, ...more] = inside.trim().split(/\s+/);
  if (!year || !dayOfWeek || more.length > 0) throw new Error(`A cron of AWS has six fields: ${expression}`);
  if ((dayOfMonth === "?") === (dayOfWeek === "?"))
    throw new Error(`A cron of AWS has one ?, for the day of the month or of the week: ${expression}`);
  const fields = ["0", minute, hour, dayOfMonth, month, weekdays(dayOfWeek), year];
  // "Sloppy" is croner's word for AWS's `0/15`.
  const job = new Cron(fields.join(" ").replaceAll("?", "*"), { timezone, paused: true, sloppyRanges: true });
  return (after) => {
    let next = job.nextRun(new Date(after));
    // Where clocks skip an hour, croner moves what would fall into it behind it; Scheduler leaves it out.
    while (next && !job.match(next)) next = job.nextRun(next);
    return next?.getTime();
  };
}

/** AWS counts Sunday as 1, everybody else as 0. The number behind a `#` is a week and stays. */
function weekdays(field: string): string {
  return field.replace(/(^|[,-])(\d)/g, (_, before: string, day: string) => `${before}${Number(day) - 1}`);
}

function once(inside: string, timezone: string): NextAfter {
  return (after) => new Cron(inside, { timezone, paused: true }).nextRun(new Date(after))?.getTime();
}
