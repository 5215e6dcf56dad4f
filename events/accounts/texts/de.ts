import type { AccountTexts } from "#events/accounts/texts/account-texts.ts";
import { resetHours, verificationHours } from "#platform/mailed-tokens.ts";

export const de: AccountTexts = {
  hello: (firstName) => `Hallo ${firstName},`,
  sendIt: "Senden Sie ihn an die API:",
  verification: {
    title: "Bestätigen Sie Ihre E-Mail-Adresse",
    noted: "Wir haben Ihnen einen Code gemailt, der Ihre Adresse bestätigt.",
    before: [`dieser Code bestätigt Ihre Adresse. Er gilt ${verificationHours} Stunden:`],
    after: ["Wenn Sie bei uns kein Konto eröffnet haben, beachten Sie diese Mail nicht."],
  },
  alreadyRegistered: {
    title: "Sie haben schon ein Konto",
    noted: "Jemand wollte mit Ihrer Adresse noch ein Konto eröffnen.",
    before: [
      "jemand, wahrscheinlich Sie, wollte mit dieser Adresse ein Konto eröffnen. Sie hat schon eines: Melden Sie sich einfach an.",
      `Wenn Sie Ihr Passwort vergessen oder nie eines gewählt haben, setzt dieser Code innerhalb von ${resetHours} Stunde ein neues:`,
    ],
    after: ["Wenn Sie es nicht waren, beachten Sie diese Mail nicht; es hat sich nichts geändert."],
  },
  passwordReset: {
    title: "Setzen Sie ein neues Passwort",
    noted: "Wir haben Ihnen einen Code gemailt, der ein neues Passwort setzt.",
    before: [
      `dieser Code setzt ein neues Passwort und beendet alle Ihre Sitzungen. Er gilt einmal, ${resetHours} Stunde lang:`,
    ],
    after: ["Wenn Sie nicht darum gebeten haben, beachten Sie diese Mail nicht; Ihr Passwort bleibt, wie es ist."],
  },
  emailChange: {
    title: "Bestätigen Sie Ihre neue E-Mail-Adresse",
    noted: "Wir haben Ihrer neuen Adresse einen Code gemailt, der sie bestätigt.",
    before: [`mit diesem Code zieht Ihr Konto zu dieser Adresse um. Er gilt ${verificationHours} Stunden:`],
    after: ["Wenn Sie nicht darum gebeten haben, beachten Sie diese Mail nicht; es ändert sich nichts."],
  },
  emailTaken: {
    title: "Diese Adresse hat schon ein Konto",
    noted: "Jemand wollte ein anderes Konto zu Ihrer Adresse umziehen.",
    before: [
      "jemand, wahrscheinlich Sie, wollte ein anderes Konto zu dieser Adresse umziehen. Sie hat schon eines, darum hat sich nichts geändert: Melden Sie sich dort einfach an.",
    ],
    after: ["Wenn Sie es nicht waren, beachten Sie diese Mail nicht."],
  },
  emailChangeAsked: (to) => ({
    title: "Ihre E-Mail-Adresse soll sich ändern",
    noted: "Jemand hat darum gebeten, Ihre E-Mail-Adresse zu ändern.",
    before: [
      `jemand, der Ihr Passwort kennt, möchte Ihr Konto zu ${to} umziehen. Es zieht um, sobald diese Adresse bestätigt ist.`,
    ],
    after: [
      "Wenn Sie es nicht waren, ändern Sie jetzt Ihr Passwort: Das verhindert es und beendet alle anderen Sitzungen.",
    ],
  }),
  emailChanged: (to) => ({
    title: "Ihre E-Mail-Adresse hat sich geändert",
    noted: "Ihr Konto ist zu einer anderen E-Mail-Adresse umgezogen.",
    before: [
      `Ihr Konto gehört jetzt zur Adresse ${to}. Mit ihr melden Sie sich an, und an sie schreiben wir von nun an.`,
    ],
    after: ["Wenn Sie es nicht waren, antworten Sie sofort auf diese Mail."],
  }),
  passwordChanged: {
    title: "Ihr Passwort hat sich geändert",
    noted: "Ihr Konto hat ein neues Passwort.",
    before: ["Ihr Konto hat ein neues Passwort, und Ihre anderen Sitzungen sind beendet."],
    after: [
      "Wenn Sie es nicht waren, setzen Sie sofort ein neues: Lassen Sie sich unter „Passwort vergessen“ einen Code mailen.",
    ],
  },
  suspended: {
    title: "Ihr Konto ist gesperrt",
    noted: "Wir haben Ihr Konto gesperrt.",
    before: [
      "wir haben Ihr Konto gesperrt: Sie können sich nicht anmelden, bis wir es wieder öffnen. Ihre Tickets bleiben gültig.",
    ],
    after: ["Wenn Sie das für einen Irrtum halten, antworten Sie auf diese Mail."],
  },
  reactivated: {
    title: "Ihr Konto ist wieder offen",
    noted: "Wir haben Ihr Konto wieder geöffnet.",
    before: ["wir haben Ihr Konto wieder geöffnet: Melden Sie sich an wie zuvor."],
    after: [],
  },
  deactivated: {
    title: "Ihr Konto schläft",
    noted: "Sie haben Ihr Konto stillgelegt.",
    before: [
      "Sie haben Ihr Konto stillgelegt. Nichts ist verloren: Melden Sie sich an, wann immer Sie es zurückhaben möchten.",
    ],
    after: ["Wenn Sie es nicht waren, melden Sie sich an und ändern Sie Ihr Passwort."],
  },
  erased: {
    title: "Ihr Konto ist gelöscht",
    noted: "",
    before: [
      "Ihr Konto und was wir über Sie wussten ist gelöscht. Was Sie bezahlt haben, bleibt verzeichnet, wie es das Gesetz verlangt, unter einer Nummer, die zu niemandem führt; Sicherungskopien vergessen Sie binnen 28 Tagen.",
      "Tickets, die Sie hatten, lassen sich nicht mehr vorzeigen. Mit dieser Adresse können Sie jederzeit ein neues Konto eröffnen.",
    ],
    after: ["Dies ist die letzte Mail, die Sie von uns bekommen."],
  },
};
