import { crc32, deflateSync } from "node:zlib";
import encoder from "qrcode/lib/core/qrcode.js";

/** Light modules around the code, as ISO 18004 wants. */
const quiet = 4;
/** Pixels per module of the PNG: about 450 pixels for a ticket, sharp on paper and on telephones. */
const scale = 8;

function encode(text: string) {
  const { modules } = encoder.create(text, { errorCorrectionLevel: "M" });
  const isDark = (x: number, y: number) =>
    x >= quiet && y >= quiet && x < modules.size + quiet && y < modules.size + quiet
      ? modules.get(y - quiet, x - quiet) === 1
      : false;
  return { size: modules.size + 2 * quiet, isDark };
}

/** A QR code as an SVG document: one path, one unit per module, so that it scales to any size. */
export function qrSvg(text: string): string {
  const { size, isDark } = encode(text);
  const runs: string[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!isDark(x, y)) continue;
      const from = x;
      while (isDark(x + 1, y)) x++;
      runs.push(`M${from} ${y}h${x + 1 - from}v1H${from}z`);
    }
  }
  const frame = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">`;
  return `${frame}<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${runs.join("")}"/></svg>\n`;
}

/** A QR code as a black-and-white PNG of one bit per pixel: about one KB. */
export function qrPng(text: string): Buffer {
  const { size, isDark } = encode(text);
  const width = size * scale;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(width, 4);
  header[8] = 1;
  const row = (y: number) => {
    // A filter byte (none), then a byte for the eight equal pixels of each module; in greyscale a set bit is white.
    const bytes = Buffer.alloc(1 + size);
    for (let x = 0; x < size; x++) bytes[1 + x] = isDark(x, y) ? 0x00 : 0xff;
    return Array<Buffer>(scale).fill(bytes);
  };
  const pixels = Buffer.concat(Array.from({ length: size }, (_, y) => row(y)).flat());
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(pixels, { level: 9 });
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}
