import * as z from "zod";

/** RFC 8265's OpaqueString: every kind of space is a space, and what looks the same is the same (NFC). */
const prepared = z
  .string()
  .max(1024)
  .overwrite((text) => text.replace(/\p{Zs}/gu, " ").normalize("NFC"));

/** A new password: 8 to 256 code points of any kind but control characters, and no rules of composition. */
export const Password = prepared.regex(/^[^\p{Cc}\p{Cs}]{8,256}$/u, {
  message: "8 to 256 characters, no control characters",
});

/** What somebody tries as a password: wrong in any way a text can be, but never longer than one can be. */
export const TriedPassword = prepared.regex(/^[^\p{Cc}\p{Cs}]{1,256}$/u, {
  message: "1 to 256 characters, no control characters",
});
