import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, csvLine, figure } from "#domain/csv.ts";

/** Reads one line of RFC 4180 back. */
function read(line: string): string[] {
  const cells = [...line.replace(/\r\n$/, "").matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)];
  return cells.map(([, quoted, plain]) => (quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"')));
}

describe("a cell of an export", () => {
  it.each([
    "=1+1",
    '=HYPERLINK("http://evil.example")',
    "+1",
    "-1+1",
    "@SUM(A1)",
    "|calc",
    "%0A=1",
    "  =1",
    "\t=1",
    "\r=1",
    "\u200b=1",
    "＝1",
    "＋1",
    "－1",
    "＠SUM(A1)",
  ])("that a spreadsheet would run is text: %j", (text) => {
    const [cell = ""] = read(csvLine([text]));
    expect(cell).toBe(`'${text}`);
  });

  it("comes back as it was, whatever is in it", () => {
    const harmless = fc.string({ unit: "grapheme", minLength: 1 }).map((text) => `a${text}`);
    fc.assert(
      fc.property(fc.array(harmless, { minLength: 1, maxLength: 8 }), (cells) => {
        expect(read(csvLine(cells))).toEqual(cells);
      }),
    );
  });

  it("never begins with what begins a formula, unless it is a figure of ours", () => {
    const cells = fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(cells, (texts: Cell[]) => {
        for (const cell of read(csvLine(texts))) expect(cell.trimStart()).not.toMatch(/^[=+\-@|%]/);
      }),
    );
    expect(csvLine([figure("-12.50"), undefined, "x"])).toBe("-12.50,,x\r\n");
    expect(() => figure("=1")).toThrow("No figure");
    expect(() => figure("-1+1")).toThrow("No figure");
  });
});
