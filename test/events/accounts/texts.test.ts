import { describe, expect, it } from "vitest";
import { locales } from "#domain/user.ts";
import {
  alreadyRegisteredMail,
  deactivatedMail,
  emailChangeAskedMail,
  emailChangedMail,
  emailChangeMail,
  emailTakenMail,
  erasedMail,
  passwordChangedMail,
  passwordResetMail,
  reactivatedMail,
  suspendedMail,
  verificationMail,
} from "#events/accounts/mails.ts";

process.env.PUBLIC_URL = "https://api.example.com";
const person = { email: "nour@example.com", firstName: "Nour" };
const token = "aaaaaaaaaa.bbbbbbbbbb.cccccccccc";

/** All mails about an account, in one language. */
const mailsIn = (locale: (typeof locales)[number]) => {
  const reader = { ...person, locale };
  return [
    verificationMail(reader, token),
    alreadyRegisteredMail(reader, token),
    passwordResetMail(reader, token),
    emailChangeMail(reader, "new@example.com", token),
    emailTakenMail(reader),
    emailChangeAskedMail(reader, "new@example.com"),
    emailChangedMail({ ...reader, email: "new@example.com" }, person.email),
    passwordChangedMail(reader),
    suspendedMail(reader),
    reactivatedMail(reader),
    deactivatedMail(reader),
  ].map(({ mail }) => mail);
};

describe.each(locales)("the mails about an account in %s", (locale) => {
  const mails = [...mailsIn(locale), erasedMail({ ...person, locale })];

  it("greet, say what they are about, and never the new address to the old one", () => {
    expect(new Set(mails.map(({ subject }) => subject)).size).toBe(mails.length);
    for (const { subject, text } of mails) {
      expect(subject.length).toBeLessThanOrEqual(120);
      expect(text).toContain("Nour");
      expect(text).not.toMatch(/undefined|\$\{|new@example\.com/);
    }
    const masked = mails.filter(({ text }) => text.includes("n***@example.com"));
    expect(masked.map(({ to }) => to)).toEqual([person.email, person.email]);
  });

  it("carry a token where there is one, alone on its line", () => {
    expect(mails.map(({ text }) => text.split("\n").filter((line) => line === token).length)).toEqual([
      ...[1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    ]);
  });

  it("are not the English ones", () => {
    const english = [...mailsIn("en"), erasedMail({ ...person, locale: "en" })];
    for (const [i, { subject }] of mails.entries()) expect(subject === english[i]?.subject).toBe(locale === "en");
  });
});
