import type { Wording } from "#domain/notification.ts";
import type { User } from "#domain/user.ts";
import { env } from "#platform/env.ts";
import { letter, type Part } from "#platform/letter.ts";
import type { Mail } from "#platform/mail.ts";
import { resetHours, verificationHours } from "#platform/mailed-tokens.ts";

type Person = Pick<User, "email" | "firstName">;
/** A mail, and what the person's list of notifications says of it: never the token. */
export type AccountMail = { readonly mail: Mail; readonly wording: Wording };

const mailTo = ({ email, firstName }: Person, title: string, message: string, parts: readonly Part[]): AccountMail => ({
  mail: { to: email, subject: title, ...letter([`Hello ${firstName},`, ...parts]) },
  wording: { title, message, about: {} },
});

/** How the mailed token is sent back. In the mail it stands alone on its line, so that it can be copied. */
const verify = () => `Send it to the API: POST ${env("PUBLIC_URL")}/v1/auth/verify-email with {"token": "…"}.`;
const reset = () =>
  `Send it to the API: POST ${env("PUBLIC_URL")}/v1/auth/reset-password with {"token": "…", "password": "…"}.`;

export const verificationMail = (person: Person, token: string) =>
  mailTo(person, "Verify your email address", "We mailed you a token that verifies your address.", [
    `this token verifies your address. It works for ${verificationHours} hours:`,
    { copy: token },
    verify(),
    "If you did not open an account with us, ignore this mail.",
  ]);

export const alreadyRegisteredMail = (person: Person, token: string) =>
  mailTo(person, "You already have an account", "Somebody tried to open another account with your address.", [
    "somebody, probably you, tried to open an account with this address. It has one already: just log in.",
    `If you forgot your password or never chose one, this token sets a new one within ${resetHours} hour:`,
    { copy: token },
    reset(),
    "If it was not you, ignore this mail; nothing has changed.",
  ]);

export const passwordResetMail = (person: Person, token: string) =>
  mailTo(person, "Set a new password", "We mailed you a token that sets a new password.", [
    `this token sets a new password and ends all your sessions. It works once, within ${resetHours} hour:`,
    { copy: token },
    reset(),
    "If you did not ask for it, ignore this mail; your password stays as it is.",
  ]);

export const suspendedMail = (person: Person) =>
  mailTo(person, "Your account is suspended", "We suspended your account.", [
    "we have suspended your account: you cannot log in until we open it again. Tickets you hold stay valid.",
    "If you think that this is a mistake, answer this mail.",
  ]);

export const reactivatedMail = (person: Person) =>
  mailTo(person, "Your account is open again", "We opened your account again.", [
    "we have opened your account again: log in as before.",
  ]);
