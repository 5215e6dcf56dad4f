import type { Locale } from "#domain/user.ts";
import { html } from "#platform/html.ts";

/** A part of a letter: a paragraph, a text to copy as it is, or a picture the mail carries under this content id. */
export type Part = string | { readonly copy: string } | { readonly picture: string; readonly says: string };

const asText = (part: Part) => (typeof part === "string" ? part : "copy" in part ? part.copy : `[${part.says}]`);

function asHtml(part: Part) {
  if (typeof part === "string") return html`<p style="white-space:pre-line">${part}</p>`;
  if ("copy" in part) return html`<pre style="white-space:pre-wrap;word-break:break-all">${part.copy}</pre>`;
  return html`<p><img src="cid:${part.picture}" alt="${part.says}"></p>`;
}

/** The same letter as plain text and as HTML. What people typed is only ever shown, never markup. */
export const letter = (parts: readonly Part[], locale: Locale = "en") => ({
  text: `${parts.map(asText).join("\n\n")}\n`,
  html: html`<!doctype html><html lang="${locale}" dir="${locale === "ar" ? "rtl" : "ltr"}"><meta charset="utf-8"><body
 style="font:16px/1.5 sans-serif">${parts.map(asHtml)}</body></html>`.text,
});
