import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refuseCommon } from "#domain/common-password.ts";
import common from "#domain/common-passwords.json" with { type: "json" };
import type { Fault } from "#domain/fault.ts";
import { Password, TriedPassword } from "#domain/password.ts";

const allows = (text: string) => Password.safeParse(text).success;
const refusal = (password: string, email = "ada@example.com") => {
  try {
    refuseCommon(password, email);
  } catch (fault) {
    return (fault as Fault).errors?.[0]?.code;
  }
  return undefined;
};

describe("a password", () => {
  it.each([
    ["eight letters", "abcdefgh", true],
    ["seven letters", "abcdefg", false],
    ["eight code points of two units each", "🎟️🎟️🎟️🎟️", true],
    ["seven code points of two units each", "🎫🎫🎫🎫🎫🎫🎫", false],
    ["256 code points", "🎫".repeat(256), true],
    ["257 code points", "🎫".repeat(257), false],
    ["only spaces between", "a b c d e", true],
    ["no digits, no capitals: no rules of composition", "ظظظظظظظظ", true],
    ["NUL", "abcdefgh\0", false],
    ["a line break", "abcdefgh\n", false],
    ["a lone surrogate", "abcdefgh\ud800", false],
  ])("%s", (_, text, isAllowed) => {
    expect(allows(text)).toBe(isAllowed);
  });

  it("is one password however its letters are composed and its spaces are typed", () => {
    expect(Password.parse("Zoe\u0308 am Meer")).toBe(Password.parse("Zo\u00eb\u00a0am\u3000Meer"));
    expect(Password.parse("  kept as it is ")).toBe("  kept as it is ");
  });

  it("is prepared the same way when it is set and when it is tried, and once is enough", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 8, maxLength: 80 }), (text) => {
        const set = Password.safeParse(text);
        if (!set.success) return;
        expect(TriedPassword.parse(text)).toBe(set.data);
        expect(Password.parse(set.data)).toBe(set.data);
      }),
    );
  });
});

describe("a password that is tried first", () => {
  it("is on the list in any case of letters", () => {
    expect(refusal("PassWord")).toBe("common_password");
    expect(refusal("12345678")).toBe("common_password");
    expect(refusal("Tr0ub4dor&3 wanders")).toBeUndefined();
  });

  it("is the address it guards, or what stands before its @", () => {
    expect(refusal("Ada.Lovelace@example.com", "ada.lovelace@example.com")).toBe("common_password");
    expect(refusal("ada.lovelace", "Ada.Lovelace@example.com")).toBe("common_password");
  });

  it("stands on a list of at least 3,000 that could be chosen at all, each once and in lower case", () => {
    expect(common.length).toBeGreaterThanOrEqual(3000);
    expect(new Set(common).size).toBe(common.length);
    expect(common.filter((text) => !allows(text) || text !== text.toLowerCase())).toEqual([]);
  });
});
