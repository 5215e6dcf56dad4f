import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { itemSize, numberSize, valueSize } from "../../../infra/local/dynamodb/item-size.ts";

describe("an item's size", () => {
  test.each([
    [{}, 0],
    [{ name: { S: "Ana" } }, 7],
    [{ náme: { S: "Čačak" } }, 5 + 7],
    [{ mask: { S: "🎟" } }, 8],
    [{ empty: { S: "" } }, 5],
    [{ on: { BOOL: true } }, 3],
    [{ off: { BOOL: false } }, 4],
    [{ none: { NULL: true } }, 5],
    [{ raw: { B: Buffer.alloc(7).toString("base64") } }, 10],
    [{ tags: { SS: ["ab", "c"] } }, 7],
    [{ days: { NS: ["1", "22"] } }, 8],
    [{ keys: { BS: [Buffer.alloc(3).toString("base64")] } }, 7],
    [{ list: { L: [] } }, 7],
    [{ list: { L: [{ S: "ab" }, { BOOL: true }] } }, 4 + 3 + (1 + 2) + (1 + 1)],
    [{ map: { M: {} } }, 6],
    [{ map: { M: { a: { S: "ab" }, bc: { NULL: true } } } }, 3 + 3 + (1 + 1 + 2) + (1 + 2 + 1)],
    [{ map: { M: { a: { M: { b: { L: [{ N: "1" }] } } } } } }, 3 + 3 + (1 + 1 + 3) + (1 + 1 + 3) + (1 + 2)],
  ])("of %j is %i", (item, bytes) => {
    expect(itemSize(item)).toBe(bytes);
  });

  const anyText = fc.record({ S: fc.string({ unit: "binary" }) });
  const anyValue = fc.oneof(
    anyText,
    fc.record({ L: fc.array(anyText) }),
    fc.record({ M: fc.dictionary(fc.string(), anyText) }),
  );

  it("is the sum of its attributes'", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anyValue), (item) => {
        const alone = Object.entries(item).map(([name, value]) => itemSize({ [name]: value }));
        expect(itemSize(item)).toBe(alone.reduce((sum, size) => sum + size, 0));
      }),
    );
  });

  it("grows by three and one for each element where values go into a list", () => {
    fc.assert(
      fc.property(fc.array(anyValue), (values) => {
        const alone = values.reduce((sum, value) => sum + valueSize(value), 0);
        expect(valueSize({ L: values })).toBe(3 + values.length + alone);
      }),
    );
  });
});

describe("a number's size", () => {
  // As measured against AWS by the public dynamodb-conformance suite, and taken by DynamoDB Local too.
  test.each([
    ["0", 1],
    ["-0", 1],
    ["1", 2],
    ["12", 2],
    ["123", 3],
    ["1234", 3],
    ["12345678901234567890123456789012345678", 20],
    ["0042", 2],
    ["100", 2],
    ["1010", 3],
    ["0.0000001", 2],
    ["1E125", 2],
    ["1E-100", 2],
    ["1.5", 3],
    ["15", 2],
    ["1.200", 3],
    ["1.234", 4],
    ["3.14159", 5],
    ["123456", 4],
    ["100.5", 4],
    ["0.15", 2],
    ["-42", 3],
    ["-1.5", 4],
    ["12.5e1", 3],
    // Pairs of digits begin at the point: 04 12 96 06 20, and .00 00 01 23 40.
    ["412960620", 6],
    ["1234e-9", 4],
    ["-12345678901234567890123456789012345678", 21],
  ])("of %s is %i", (number, bytes) => {
    expect(numberSize(number)).toBe(bytes);
  });

  it("is at most 22 bytes, and the same however the number is written", () => {
    const digits = fc.stringMatching(/^[1-9][0-9]{0,37}$/);
    fc.assert(
      fc.property(digits, fc.integer({ min: -80, max: 80 }), fc.boolean(), (whole, exponent, negative) => {
        const sign = negative ? "-" : "";
        const size = numberSize(`${sign}${whole}E${exponent}`);
        expect(size).toBeLessThanOrEqual(22);
        expect(numberSize(`${sign}00${whole}00E${exponent - 2}`)).toBe(size);
        expect(numberSize(`${sign}0.${whole}E${exponent + whole.length}`)).toBe(size);
        expect(size - numberSize(`${whole}E${exponent}`)).toBe(negative ? 1 : 0);
      }),
    );
  });
});
