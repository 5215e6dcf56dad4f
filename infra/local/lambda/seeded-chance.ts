import crypto, { createHash, webcrypto } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/**
 * Makes whatever a thread asks chance for follow from a text. For replays only: nothing it makes is secret any more.
 * Covers Node's ways to random bytes and numbers.
 */
export function seedChance(): (text: string) => void {
  let seed = "";
  let block = 0;
  let pool = Buffer.alloc(0);

  function bytes(count: number): Buffer {
    while (pool.length < count) {
      const more = createHash("sha256").update(`${seed} ${block++}`).digest();
      pool = Buffer.concat([pool, more]);
    }
    const taken = Buffer.from(pool.subarray(0, count));
    pool = pool.subarray(count);
    return taken;
  }
  const number = () => bytes(6).readUIntBE(0, 6) / 2 ** 48;
  function fill<T extends NodeJS.ArrayBufferView>(view: T, offset = 0, size = view.byteLength - offset): T {
    bytes(size).copy(Buffer.from(view.buffer, view.byteOffset, view.byteLength), offset);
    return view;
  }
  function uuid() {
    const raw = bytes(16);
    raw[6] = ((raw[6] ?? 0) & 0x0f) | 0x40;
    raw[8] = ((raw[8] ?? 0) & 0x3f) | 0x80;
    return raw.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  const integer = (from: number, to?: number) => {
    const [low, high] = to === undefined ? [0, from] : [from, to];
    return low + Math.floor(number() * (high - low));
  };
  Object.assign(crypto, { randomBytes: bytes, randomFillSync: fill, randomUUID: uuid, randomInt: integer });
  for (const web of [webcrypto, globalThis.crypto])
    Object.defineProperties(web, { getRandomValues: { value: fill }, randomUUID: { value: uuid } });
  Math.random = number;
  syncBuiltinESMExports();
  return (text) => {
    seed = text;
    block = 0;
    pool = Buffer.alloc(0);
  };
}
