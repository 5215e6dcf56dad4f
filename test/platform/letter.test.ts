import { describe, expect, it } from "vitest";
import { letter } from "#platform/letter.ts";

describe("a letter", () => {
  it("says the same as text and as HTML, a token on a line of its own", () => {
    const { text, html } = letter(["Hello Nour,", { copy: "abc.def" }, { picture: "qr@tickets", says: "Ticket 1" }]);
    expect(text).toBe("Hello Nour,\n\nabc.def\n\n[Ticket 1]\n");
    expect(html).toContain(">Hello Nour,</p>");
    expect(html).toContain(">abc.def</pre>");
    expect(html).toContain('<img src="cid:qr@tickets" alt="Ticket 1">');
  });

  it("shows what people typed and never runs it", () => {
    const typed = `</p><script>alert("x")</script>' & <b>`;
    const { html } = letter([typed, { copy: typed }, { picture: typed, says: typed }]);
    expect(html).not.toMatch(/<script|<b>|alt="[^"]*<|x"\)/);
    expect(html.match(/&lt;script&gt;alert\(&quot;x&quot;\)/g)).toHaveLength(4);
  });
});
