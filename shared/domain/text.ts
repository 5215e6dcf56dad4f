import * as z from "zod";

/**
 * Text from people. Trimmed and NFC-normalized; its length is counted in code points, as a reader counts, because the
 * pattern has the `u` flag. Control characters and lone surrogates are refused: they break mails, logs and exports.
 */
export const line = (min: number, max: number) =>
  z
    .string()
    .max(max * 4)
    .trim()
    .normalize("NFC")
    .regex(new RegExp(`^[^\\p{Cc}\\p{Cs}]{${min},${max}}$`, "u"), {
      message: `${min} to ${max} characters on one line, no control characters`,
    });

/** Like `line`, but tabs and line breaks are fine. */
export const prose = (max: number) =>
  z
    .string()
    .max(max * 4)
    .trim()
    .normalize("NFC")
    .regex(new RegExp(`^(?:[^\\p{Cc}\\p{Cs}]|[\\t\\n\\r]){0,${max}}$`, "u"), {
      message: `at most ${max} characters, no control characters but tabs and line breaks`,
    });

/** RFC 3986's address of the web: what else there is in a path, query or fragment comes as percent escapes. */
const httpsUri =
  /^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/([\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)?(\?([\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?(#([\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?$/;

/** An address of the web: https, no credentials in it, at most 2,048 characters. */
export const webAddress = z
  .url({ protocol: /^https$/, hostname: z.regexes.domain, message: "an https address" })
  .max(2048)
  .regex(httpsUri, { message: "an https address without credentials, in ASCII" });

/** As RFC 5321 allows, in the form it was typed; `normalizeEmail` gives the form that is unique. */
export const email = z.email({ message: "an email address" }).max(254);

/** The form of an address under which an account is unique: NFC, case folded. */
export const normalizeEmail = (address: string) => address.normalize("NFC").toLowerCase();

/** An address as it may be shown to somebody who need not know it. */
export const maskedEmail = (address: string) => address.replace(/^(.).*@/u, "$1***@");

/** E.164: a plus and 7 to 15 digits. */
export const phone = z.e164({ message: "a phone number such as +491701234567" });

/** At most `length` characters of a text, the last an ellipsis if something is left out. */
export function shortened(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}
