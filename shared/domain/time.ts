import * as z from "zod";

/** A moment: ISO 8601 with an offset, kept as UTC with milliseconds, so that order as text is order in time. */
export const moment = z.iso
  .datetime({ offset: true, message: "an ISO 8601 date and time with an offset, such as 2027-03-01T19:00:00Z" })
  // A text that was just refused comes by here too.
  .overwrite((text) => (Number.isNaN(Date.parse(text)) ? text : new Date(text).toISOString()))
  // Beyond these years ISO text gets a sign, and its order is no longer order in time.
  .regex(/^[12]\d{3}-/, { message: "in a year from 1000 to 2999" });

/** A day of a calendar, whichever time zone it is meant in: `YYYY-MM-DD`. */
export const day = z.iso
  .date({ message: "a day such as 2027-03-01" })
  .regex(/^[12]/, { message: "in a year from 1000" });

/** Names that were looked up and found. Asking takes 50 µs, which a list of twenty events pays twenty times. */
const knownZones = new Set<string>();
/** More than there are names; as they may be written in any case, callers could make up others for ever. */
const mostKnown = 1_000;

/** Whether the runtime's tz database knows the name. Its own list leaves out aliases such as Asia/Kolkata. */
function isZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    return false;
  }
  if (knownZones.size < mostKnown) knownZones.add(name);
  return true;
}

/** An IANA time zone name, such as `Africa/Cairo`. Bare offsets are refused: they know nothing of summer time. */
export const timezone = z
  .string()
  .regex(/^(UTC|GMT|[A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+){1,2})$/, { message: "an IANA time zone such as Africa/Cairo" })
  .max(64)
  .refine(isZone, { message: "an IANA time zone such as Africa/Cairo" });

export const seconds = (n: number) => n * 1000;
export const minutes = (n: number) => n * 60_000;
export const hours = (n: number) => n * 3_600_000;
export const days = (n: number) => n * 86_400_000;

/** `moment` moved by so many milliseconds, as UTC ISO. */
export const shifted = (from: string | Date, by: number) => new Date(new Date(from).getTime() + by).toISOString();

/** Epoch seconds, as DynamoDB's TTL and JSON web tokens count. */
export const epochSeconds = (at: string | Date) => Math.floor(new Date(at).getTime() / 1000);

/** The calendar bucket of a moment: its UTC month, `YYYY-MM`. */
export const monthOf = (at: string) => at.slice(0, 7);

/** The UTC months from one moment to another, both included, in order. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  const end = monthOf(to);
  for (let at = new Date(`${monthOf(from)}-01T00:00:00Z`); ; at.setUTCMonth(at.getUTCMonth() + 1)) {
    const month = monthOf(at.toISOString());
    if (month > end) return months;
    months.push(month);
  }
}
