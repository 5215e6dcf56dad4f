import { hours, minutes } from "#domain/time.ts";

/** How often something may happen in a window of time. */
export type Limit = { readonly what: string; readonly most: number; readonly window: number };

/**
 * Per network. They stop floods, not people: a school or an event's own Wi-Fi is one network, and a right password
 * never counts.
 */
export const perNetwork = {
  wrongPasswords: { what: "wrong-passwords", most: 100, window: minutes(15) },
  registrations: { what: "registrations", most: 1000, window: hours(1) },
  resets: { what: "resets", most: 1000, window: hours(1) },
} as const satisfies Record<string, Limit>;

/** Per person. */
export const perPerson = {
  emailChanges: { what: "email-changes", most: 10, window: hours(1) },
} as const satisfies Record<string, Limit>;

/** Mails of one kind that strangers can have sent to one address. */
export const perAddress = {
  emailChanges: { what: "email-change-mails", most: 5, window: hours(1) },
  registrations: { what: "registration-mails", most: 5, window: hours(1) },
  resets: { what: "reset-mails", most: 5, window: hours(1) },
  invitations: { what: "invitation-mails", most: 5, window: hours(1) },
} as const satisfies Record<string, Limit>;

/** Mails that one organizer can have sent to whomever it likes. */
export const perOrganizer = {
  invitations: { what: "invitations", most: 100, window: hours(24) },
} as const satisfies Record<string, Limit>;

/** The window that `now` lies in: its number names it, and `end` is when the next one begins. */
export function windowOf({ window }: Limit, now: Date) {
  const number = Math.floor(now.getTime() / window);
  return { number, end: new Date((number + 1) * window) };
}
