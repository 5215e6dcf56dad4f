import type { AccountTexts } from "#events/accounts/texts/account-texts.ts";
import { resetHours, verificationHours } from "#platform/mailed-tokens.ts";

export const en: AccountTexts = {
  hello: (firstName) => `Hello ${firstName},`,
  sendIt: "Send it to the API:",
  verification: {
    title: "Verify your email address",
    noted: "We mailed you a token that verifies your address.",
    before: [`this token verifies your address. It works for ${verificationHours} hours:`],
    after: ["If you did not open an account with us, ignore this mail."],
  },
  alreadyRegistered: {
    title: "You already have an account",
    noted: "Somebody tried to open another account with your address.",
    before: [
      "somebody, probably you, tried to open an account with this address. It has one already: just log in.",
      `If you forgot your password or never chose one, this token sets a new one within ${resetHours} hour:`,
    ],
    after: ["If it was not you, ignore this mail; nothing has changed."],
  },
  passwordReset: {
    title: "Set a new password",
    noted: "We mailed you a token that sets a new password.",
    before: [`this token sets a new password and ends all your sessions. It works once, within ${resetHours} hour:`],
    after: ["If you did not ask for it, ignore this mail; your password stays as it is."],
  },
  emailChange: {
    title: "Confirm your new email address",
    noted: "We mailed your new address a token that confirms it.",
    before: [`this token moves your account to this address. It works for ${verificationHours} hours:`],
    after: ["If you did not ask for it, ignore this mail; nothing changes."],
  },
  emailTaken: {
    title: "This address already has an account",
    noted: "Somebody wanted to move another account to your address.",
    before: [
      "somebody, probably you, wanted to move another account to this address. It has an account already, so nothing has changed: just log in to it.",
    ],
    after: ["If it was not you, ignore this mail."],
  },
  emailChangeAsked: (to) => ({
    title: "Your email address is to change",
    noted: "A change of your email address was asked for.",
    before: [
      `somebody who knows your password asked to move your account to ${to}. It moves once that address is confirmed.`,
    ],
    after: ["If it was not you, change your password now: that stops it and ends all other sessions."],
  }),
  emailChanged: (to) => ({
    title: "Your email address has changed",
    noted: "Your account moved to another email address.",
    before: [`your account now belongs to the address ${to}. You log in with it, and we write to it from now on.`],
    after: ["If it was not you, answer this mail at once."],
  }),
  passwordChanged: {
    title: "Your password has changed",
    noted: "Your account has a new password.",
    before: ["your account has a new password, and your other sessions have ended."],
    after: ["If it was not you, set a new one at once: ask for a token under “forgot password”."],
  },
  suspended: {
    title: "Your account is suspended",
    noted: "We suspended your account.",
    before: ["we have suspended your account: you cannot log in until we open it again. Tickets you hold stay valid."],
    after: ["If you think that this is a mistake, answer this mail."],
  },
  reactivated: {
    title: "Your account is open again",
    noted: "We opened your account again.",
    before: ["we have opened your account again: log in as before."],
    after: [],
  },
  deactivated: {
    title: "Your account is asleep",
    noted: "You deactivated your account.",
    before: ["you deactivated your account. Nothing is lost: log in whenever you want it back."],
    after: ["If it was not you, log in and change your password."],
  },
  erased: {
    title: "Your account is erased",
    noted: "",
    before: [
      "your account and what we knew about you are erased. What you paid stays on record, as the law asks, under a number that leads to nobody; backups forget you within 28 days.",
      "Tickets you had cannot be shown any more. With this address you can open a new account whenever you like.",
    ],
    after: ["This is the last mail you get from us."],
  },
};
