import * as z from "zod";

/** Red, green and blue: `#1f6feb`. Stored in lower case, so that equal colours are equal texts. */
export const colour = z
  .string()
  .max(7)
  .overwrite((text) => text.toLowerCase())
  .regex(/^#[0-9a-f]{6}$/, { message: "a colour such as #1f6feb" });
