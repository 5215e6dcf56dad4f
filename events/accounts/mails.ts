import type { Wording } from "#domain/notification.ts";
import { maskedEmail } from "#domain/text.ts";
import type { Locale, User } from "#domain/user.ts";
import type { AccountTexts, MailText } from "#events/accounts/texts/account-texts.ts";
import { ar } from "#events/accounts/texts/ar.ts";
import { de } from "#events/accounts/texts/de.ts";
import { en } from "#events/accounts/texts/en.ts";
import { es } from "#events/accounts/texts/es.ts";
import { fr } from "#events/accounts/texts/fr.ts";
import { it } from "#events/accounts/texts/it.ts";
import { env } from "#platform/env.ts";
import { letter } from "#platform/letter.ts";
import type { Mail } from "#platform/mail.ts";

type Person = Pick<User, "email" | "firstName" | "locale">;
/** A mail, and what the person's list of notifications says of it: never the token. */
export type AccountMail = { readonly mail: Mail; readonly wording: Wording };

const texts: Readonly<Record<Locale, AccountTexts>> = { en, ar, de, es, fr, it };

/** How a mailed token is sent back. In the mail it stands alone on its line, so that it can be copied. */
type Returned = { readonly token: string; readonly to: string; readonly body: string };

function mailTo({ email, firstName, locale }: Person, text: MailText, returned?: Returned): AccountMail {
  const { hello, sendIt } = texts[locale];
  const { title, noted, before, after } = text;
  const middle = returned
    ? [{ copy: returned.token }, `${sendIt} POST ${env("PUBLIC_URL")}${returned.to} with ${returned.body}.`]
    : [];
  return {
    mail: { to: email, subject: title, ...letter([hello(firstName), ...before, ...middle, ...after], locale) },
    wording: { title, message: noted, about: {} },
  };
}

const verify = (token: string) => ({ token, to: "/v1/auth/verify-email", body: '{"token": "…"}' });
const move = (token: string) => ({ token, to: "/v1/auth/confirm-email-change", body: '{"token": "…"}' });
const reset = (token: string) => ({
  token,
  to: "/v1/auth/reset-password",
  body: '{"token": "…", "password": "…"}',
});

export const verificationMail = (person: Person, token: string) =>
  mailTo(person, texts[person.locale].verification, verify(token));

export const alreadyRegisteredMail = (person: Person, token: string) =>
  mailTo(person, texts[person.locale].alreadyRegistered, reset(token));

export const passwordResetMail = (person: Person, token: string) =>
  mailTo(person, texts[person.locale].passwordReset, reset(token));

/** To the address the person wants to move to. */
export const emailChangeMail = (person: Person, to: string, token: string) =>
  mailTo({ ...person, email: to }, texts[person.locale].emailChange, move(token));

/** To the owner of the account that somebody else's was to move to. */
export const emailTakenMail = (owner: Person) => mailTo(owner, texts[owner.locale].emailTaken);

/** To the present address. A stranger who reads it learns no other. */
export const emailChangeAskedMail = (person: Person, to: string) =>
  mailTo(person, texts[person.locale].emailChangeAsked(maskedEmail(to)));

/** To the former address. */
export const emailChangedMail = (person: Person, former: string) =>
  mailTo({ ...person, email: former }, texts[person.locale].emailChanged(maskedEmail(person.email)));

export const passwordChangedMail = (person: Person) => mailTo(person, texts[person.locale].passwordChanged);

export const suspendedMail = (person: Person) => mailTo(person, texts[person.locale].suspended);

export const reactivatedMail = (person: Person) => mailTo(person, texts[person.locale].reactivated);

export const deactivatedMail = (person: Person) => mailTo(person, texts[person.locale].deactivated);

/** The last one; no list is left to note it in. */
export const erasedMail = (person: Person): Mail => mailTo(person, texts[person.locale].erased).mail;
