import type { User } from "#domain/user.ts";
import { env } from "#platform/env.ts";
import { letter } from "#platform/letter.ts";
import type { Mail } from "#platform/mail.ts";
import { resetHours, verificationHours } from "#platform/mailed-tokens.ts";

type Person = Pick<User, "email" | "firstName">;

/** How the mailed token is sent back: it stands alone on its line, so that it can be copied. */
const verify = () => `POST ${env("PUBLIC_URL")}/v1/auth/verify-email with {"token": "…"}`;
const reset = () => `POST ${env("PUBLIC_URL")}/v1/auth/reset-password with {"token": "…", "password": "…"}`;

export const verificationMail = ({ email, firstName }: Person, token: string): Mail => ({
  to: email,
  subject: "Verify your email address",
  ...letter([
    `Hello ${firstName},`,
    `this token verifies your address. It works for ${verificationHours} hours:`,
    { copy: token },
    `Send it to the API: ${verify()}.`,
    "If you did not open an account with us, ignore this mail.",
  ]),
});

export const alreadyRegisteredMail = ({ email, firstName }: Person, token: string): Mail => ({
  to: email,
  subject: "You already have an account",
  ...letter([
    `Hello ${firstName},`,
    "somebody, probably you, tried to open an account with this address. It has one already: just log in.",
    `If you forgot your password or never chose one, this token sets a new one within ${resetHours} hour:`,
    { copy: token },
    `Send it to the API: ${reset()}.`,
    "If it was not you, ignore this mail; nothing has changed.",
  ]),
});

export const passwordResetMail = ({ email, firstName }: Person, token: string): Mail => ({
  to: email,
  subject: "Set a new password",
  ...letter([
    `Hello ${firstName},`,
    `this token sets a new password and ends all your sessions. It works once, within ${resetHours} hour:`,
    { copy: token },
    `Send it to the API: ${reset()}.`,
    "If you did not ask for it, ignore this mail; your password stays as it is.",
  ]),
});
