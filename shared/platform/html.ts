import { createHash } from "node:crypto";
import type { Rendered } from "#platform/response.ts";

/** Markup that is safe to show as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Shown = Html | string | number | undefined | false | readonly Shown[];

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function shown(value: Shown): string {
  if (value === undefined || value === false) return "";
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(shown).join("");
  return String(value).replace(/[&<>"']/g, (character) => escapes[character] ?? "");
}

/** Markup in which everything that is put in is escaped, unless it is markup itself. */
export const html = (parts: TemplateStringsArray, ...values: readonly Shown[]) =>
  new Html(parts.map((part, i) => part + (i < values.length ? shown(values[i]) : "")).join(""));

/**
 * A whole page, alone in the world: its policy lets the browser load nothing, run nothing and be framed by nobody; the
 * one style sheet is allowed by its hash.
 */
export function page(title: string, style: string, body: Html): Rendered {
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
${body}
</body>
</html>
`;
  const hash = createHash("sha256").update(style).digest("base64");
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return {
    contentType: "text/html; charset=utf-8",
    body: text,
    headers: { "content-security-policy": policy },
  };
}
