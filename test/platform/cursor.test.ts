import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCursor, sealCursor } from "#platform/cursor.ts";
import { withKeySecret } from "#test/platform/key-secret.ts";

withKeySecret();

const refused = expect.objectContaining({ code: "invalid_cursor" });

describe("a cursor", () => {
  it("opens to the place it was sealed for, and no two are alike", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (place, query) => {
        const [cursor, another] = await Promise.all([sealCursor(place, query), sealCursor(place, query)]);
        expect(await openCursor(cursor, query)).toBe(place);
        expect(cursor).not.toBe(another);
        expect(cursor).toMatch(/^[\w-]+$/);
      }),
    );
  });

  it("is refused with any one bit flipped", async () => {
    const cursor = await sealCursor("2027-03-01T19:00:00.000Z#event", "query");
    const bytes = Buffer.from(cursor, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      await expect(openCursor(flipped.toString("base64url"), "query")).rejects.toEqual(refused);
    }
  });

  it("is refused with any character of its text changed, cut or added", async () => {
    const cursor = await sealCursor("place", "query");
    for (let at = 0; at < cursor.length; at++) {
      const other = cursor[at] === "A" ? "B" : "A";
      const changed = cursor.slice(0, at) + other + cursor.slice(at + 1);
      await expect(openCursor(changed, "query")).rejects.toEqual(refused);
      await expect(openCursor(cursor.slice(0, at), "query")).rejects.toEqual(refused);
    }
    for (const added of ["A", "=", " ", "%00"])
      await expect(openCursor(cursor + added, "query")).rejects.toEqual(refused);
  });

  it("is refused for another query or caller", async () => {
    const bound = (caller: string, query: object) => JSON.stringify(["orders/list-my-orders", caller, query]);
    const cursor = await sealCursor("place", bound("alice", { status: "pending" }));
    await expect(openCursor(cursor, bound("mallory", { status: "pending" }))).rejects.toEqual(refused);
    await expect(openCursor(cursor, bound("alice", { status: "confirmed" }))).rejects.toEqual(refused);
    expect(await openCursor(cursor, bound("alice", { status: "pending" }))).toBe("place");
  });

  it.each(["", "x", "null", "A".repeat(38), "A".repeat(2048), "💥"])("is refused if it is %j", async (text) => {
    await expect(openCursor(text, "query")).rejects.toEqual(refused);
  });
});
