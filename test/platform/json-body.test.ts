import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "#domain/fault.ts";
import { parseJson } from "#platform/json-body.ts";

/** The fault as `code` of the first field at its path, or the sentence if it names none. */
function refusal(text: string): string {
  try {
    return JSON.stringify(parseJson(text));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(error.code).toBe("invalid_input");
    const [first] = error.errors ?? [];
    return first ? `${first.path}: ${first.code}` : error.message;
  }
}
const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

describe("strict JSON", () => {
  it("reads what JSON.parse reads, wherever nothing is ambiguous", () => {
    const anything = fc.jsonValue({ maxDepth: 5, noUnicodeString: false });
    fc.assert(
      fc.property(anything, (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes("__proto__") && !/\d{16}|e\+/.test(text));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['{"a":1,"a":2}', "a: duplicate_key"],
    ['{"a":1,"\\u0061":2}', "a: duplicate_key"],
    ['{"lines":[{"q":1},{"q":1,"q":2}]}', "lines[1].q: duplicate_key"],
    ['{"a":{"b":1},"b":{"b":1}}', '{"a":{"b":1},"b":{"b":1}}'],
    ['{"__proto__":{"role":"admin"}}', "__proto__: unrecognized_key"],
    ['{"a":{"\\u005f_proto__":1}}', "a.__proto__: unrecognized_key"],
    ['{"a":"__proto__"}', '{"a":"__proto__"}'],
    ['{"a":1e400}', "a: number_out_of_range"],
    ['{"a":[0,-1e400]}', "a[1]: number_out_of_range"],
    ['{"a":9007199254740993}', "a: number_out_of_range"],
    ['{"a":9007199254740993.0}', "a: number_out_of_range"],
    ['{"a":1e20}', "a: number_out_of_range"],
    ['{"a":9007199254740991}', '{"a":9007199254740991}'],
    ['{"a":0.1}', '{"a":0.1}'],
    ['{"a":"\\ud800"}', "a: lone_surrogate"],
    ['{"a":["b","\\udc00x"]}', "a[1]: lone_surrogate"],
    ['{"\\ud800":1}', "�: lone_surrogate".replace("�", "\ud800")],
    ['{"a":"\\ud83d\\ude00"}', '{"a":"😀"}'],
    ['{"a":"say \\"{a: [1,2], 3}\\" \\\\"}', '{"a":"say \\"{a: [1,2], 3}\\" \\\\"}'],
    ["", "The body is not JSON."],
    ["{'a':1}", "The body is not JSON at position 1."],
    ['{"a":1,}', "The body is not JSON at position 7."],
    ['{"a":NaN}', "The body is not JSON."],
    ['﻿{"a":1}', "The body is not JSON."],
    [nested(32), nested(32)],
    [nested(33), "The body is nested deeper than 32 levels."],
    [nested(100_000), "The body is nested deeper than 32 levels."],
  ])("%j", (text, expected) => {
    expect(refusal(text)).toBe(expected);
  });

  it("never says more of a broken body than where it breaks", () => {
    expect(refusal('{"password":"hunter2hunter2"')).not.toContain("hunter2");
    expect(refusal('{"password":hunter2hunter2}')).not.toContain("hunter2");
  });

  it("reads the largest body there can be, in one string or in many", () => {
    const long = JSON.stringify({ a: "x\\".repeat(100_000) });
    expect(parseJson(long)).toEqual(JSON.parse(long));
    const many = JSON.stringify(Array.from({ length: 50_000 }, (_, i) => i));
    expect(parseJson(many)).toHaveLength(50_000);
  });

  it("says little of a long key", () => {
    const key = "k".repeat(10_000);
    expect(refusal(`{"${key}":1,"${key}":1}`).length).toBeLessThan(150);
  });
});
