import { inflateSync } from "node:zlib";
import { create } from "qrcode";
import { describe, expect, it } from "vitest";
import { qrPng, qrSvg } from "#platform/qr-image.ts";

const text = `BLT1.${"Ab-_".repeat(13)}.${"0123456789".repeat(8)}abcdef`;
const { modules } = create(text, { errorCorrectionLevel: "M" });
/** Four light modules on each side. */
const size = modules.size + 8;
const expected = Array.from({ length: size }, (_, y) =>
  Array.from({ length: size }, (_, x) => {
    const inside = x >= 4 && y >= 4 && x < size - 4 && y < size - 4;
    return inside && modules.get(y - 4, x - 4) ? "#" : ".";
  }).join(""),
);

describe("a QR code", () => {
  it("as SVG is what the encoder says, with a quiet zone", () => {
    const svg = qrSvg(text);
    expect(svg).toContain(`viewBox="0 0 ${size} ${size}"`);
    const dark = new Set<string>();
    for (const [, x, y, width] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
      for (let step = 0; step < Number(width); step++) dark.add(`${Number(x) + step},${y}`);
    }
    const drawn = expected.map((row, y) => [...row].map((_, x) => (dark.has(`${x},${y}`) ? "#" : ".")).join(""));
    expect(drawn).toEqual(expected);
  });

  it("as PNG is the same, eight pixels a module", () => {
    const png = qrPng(text);
    expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
    expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([size * 8, size * 8, 1, 0]);
    const data = png.subarray(41, 41 + png.readUInt32BE(33));
    const rows = inflateSync(data);
    const drawn = Array.from({ length: size * 8 }, (_, row) => {
      const line = rows.subarray(row * (size + 1), (row + 1) * (size + 1));
      expect(line[0]).toBe(0);
      return [...line.subarray(1)].map((byte) => (byte === 0 ? "#" : byte === 255 ? "." : "?")).join("");
    });
    expect(drawn).toEqual(expected.flatMap((row) => Array<string>(8).fill(row)));
    expect(png.length).toBeLessThan(1500);
  });
});
