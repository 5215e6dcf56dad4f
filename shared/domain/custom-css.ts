import * as z from "zod";
import { colour } from "#domain/colour.ts";

/** What can be styled: parts of a shop's pages by fixed names. Nothing else is a selector. */
const selectors = [
  ...["body", "h1", "h2", "h3", "p", "a", "a:hover", "button", "button:hover", "input"],
  ...[".header", ".footer", ".event-card", ".event-title", ".event-date", ".ticket-type", ".price"],
] as const;

const number = "(?:0|[1-9]\\d{0,2})(?:\\.\\d{1,2})?";
const length = `(?:0|${number}(?:px|em|rem|%))`;
const lengthValue = z.string().regex(new RegExp(`^${length}$`), { message: "a length such as 12px, 1.5rem or 50%" });
const box = z.string().regex(new RegExp(`^${length}(?: ${length}){0,3}$`), { message: "one to four lengths" });

/**
 * What may be said of a part, and what of it. Every value is one of a list, a colour, a number or a length: no function,
 * address, string or escape can be written in them, so that nothing is loaded, run or hidden.
 */
const Rule = z.strictObject({
  color: colour.optional(),
  "background-color": colour.optional(),
  "border-color": colour.optional(),
  "border-style": z.enum(["none", "solid", "dashed", "dotted"]).optional(),
  "border-width": box.optional(),
  "border-radius": box.optional(),
  "font-size": lengthValue.optional(),
  "font-style": z.enum(["normal", "italic"]).optional(),
  "font-weight": z.enum(["400", "500", "600", "700", "800"]).optional(),
  "letter-spacing": lengthValue.optional(),
  "line-height": z
    .string()
    .regex(new RegExp(`^${number}$`), { message: "a number such as 1.5" })
    .optional(),
  margin: box.optional(),
  padding: box.optional(),
  "text-align": z.enum(["start", "center", "end"]).optional(),
  "text-decoration": z.enum(["none", "underline"]).optional(),
  "text-transform": z.enum(["none", "uppercase", "lowercase", "capitalize"]).optional(),
});

/** Style of one's own, as JSON: selector → { property: value }. Its lists bound its size, too. */
export const CustomCss = z.partialRecord(z.enum(selectors), Rule);
