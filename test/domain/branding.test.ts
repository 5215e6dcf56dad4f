import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Branding } from "#domain/branding.ts";
import { CustomCss } from "#domain/custom-css.ts";

/** What any page that shows a setting would write: `selector{property:value}`. */
const sheet = (css: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>) =>
  Object.entries(css)
    .map(([selector, rule]) => `${selector}{${Object.entries(rule ?? {}).map(([name, value]) => `${name}:${value}`)}}`)
    .join("");

const hostile = fc.constantFrom(
  ...[
    "url(x)",
    "expression(1)",
    "\\75rl(x)",
    "</style>",
    "@import 'x'",
    "}",
    ";",
    "/**/",
    "var(--x)",
    "\n",
    "javascript:",
    "'",
    '"',
  ],
);
const some = (...texts: fc.Arbitrary<string>[]) => fc.oneof(...texts, hostile, fc.string());

describe("a style of one's own", () => {
  it("holds nothing that could load, run, close or hide, whatever was tried", () => {
    const value = some(
      fc.constantFrom("#102030", "12px", "1.5", "bold", "center", "0 1rem", "underline"),
      fc.tuple(fc.constantFrom("#102030", "12px", "1.5rem"), hostile).map((parts) => parts.join("")),
    );
    const names = fc.constantFrom(
      "color",
      "padding",
      "margin",
      "font-size",
      "line-height",
      "position",
      "background-image",
    );
    const rule = fc.dictionary(some(names), value, { maxKeys: 4 });
    const css = fc.dictionary(some(fc.constantFrom("body", "a:hover", ".price", "script")), rule, { maxKeys: 3 });
    fc.assert(
      fc.property(css, (tried) => {
        const kept = CustomCss.safeParse(tried);
        if (kept.success) expect(sheet(kept.data)).toMatch(/^([a-z0-9.:-]+\{([a-z-]+:[#a-z0-9.% -]+,?)*\})*$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it("takes what pages need", () => {
    const css = {
      body: { color: "#ABCDEF", "background-color": "#000000", margin: "0", "line-height": "1.45" },
      button: { "border-style": "solid", "border-width": "1px", padding: "0.5rem 1rem", "font-weight": "600" },
      ".event-title": { "text-transform": "uppercase", "letter-spacing": "0.1em", "font-size": "150%" },
    };
    expect(CustomCss.parse(css)).toEqual({ ...css, body: { ...css.body, color: "#abcdef" } });
    expect(CustomCss.parse({})).toEqual({});
  });

  it("is small, however full", () => {
    const { def } = CustomCss._zod;
    const selectors = (def.keyType as { options?: string[] }).options ?? [];
    expect(selectors.length).toBeGreaterThan(5);
    const box = "999.99rem 999.99rem 999.99rem 999.99rem";
    const rule = { margin: box, padding: box, "border-width": box, "border-radius": box, color: "#000000" };
    const full = Object.fromEntries(selectors.map((selector) => [selector, rule]));
    expect(JSON.stringify(CustomCss.parse(full)).length).toBeLessThan(8_192);
  });
});

it("has colours as #rrggbb, in lower case, and nothing else", () => {
  const colour = Branding.shape.primaryColor;
  expect(colour.parse("#A0b1C2")).toBe("#a0b1c2");
  for (const wrong of ["#fff", "a0b1c2", "#a0b1c2ff", "red", "#a0b1cg", " #a0b1c2", "#a0b1c2\n"]) {
    expect(colour.safeParse(wrong).success, wrong).toBe(false);
  }
});
