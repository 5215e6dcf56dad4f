/** A moment for people, where it happens: `Monday, 23 November 2026 at 20:00 (Africa/Cairo)`. */
export function formatMoment(at: string, timeZone: string): string {
  const text = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short", timeZone });
  return `${text.format(new Date(at))} (${timeZone})`;
}
