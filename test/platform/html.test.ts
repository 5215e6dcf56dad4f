import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { html, page } from "#platform/html.ts";

describe("markup", () => {
  it("escapes what is put in, unless it is markup itself", () => {
    const bad = `"><script>alert('x')</script>&`;
    expect(html`<p title="${bad}">${html`<b>${bad}</b>`}${[1, html`<i></i>`]}${undefined}${false}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">' +
        "<b>&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</b>1<i></i></p>",
    );
  });
});

describe("a page", () => {
  it("allows its own style by its hash, and nothing else", () => {
    const { body, headers = {} } = page("A & B", "p { color: red }", html`<p></p>`);
    const style = /<style>(.*)<\/style>/s.exec(String(body))?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(headers["content-security-policy"]).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(body).toContain("<title>A &amp; B</title>");
  });
});
