/** A moment for people, where it happens: `Monday 23 November 2026 at 20:00 (Africa/Cairo)`. */
export function formatMoment(at: string, timeZone: string): string {
  const day = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const format = new Intl.DateTimeFormat("en-GB", { ...day, ...clock, timeZone });
  // Part by part: what stands between them changes with the version of the language data.
  const parts = new Map(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  const [weekday, date, month, year] = (["weekday", "day", "month", "year"] as const).map((part) => parts.get(part));
  return `${weekday} ${date} ${month} ${year} at ${parts.get("hour")}:${parts.get("minute")} (${timeZone})`;
}
