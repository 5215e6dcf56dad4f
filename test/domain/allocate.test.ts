import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate } from "#domain/allocate.ts";
import { currencies, currencyCodes } from "#domain/money.ts";

const sumOf = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0);

/** A whole in steps of a currency of zero, two or three decimals, and what it is shared by. */
const sharing = fc
  .record({
    currency: fc.constantFrom(...currencyCodes),
    part: fc.integer({ min: 0, max: 99_999_990 }),
    weights: fc.array(fc.integer({ min: 0, max: 99_999_999 }), { minLength: 1, maxLength: 10 }),
  })
  .map(({ currency, part, weights }) => {
    const { step } = currencies[currency];
    return { whole: part - (part % step), weights, step };
  });

describe("an allocation", () => {
  it.each([
    ["gives odd steps to the first of equals", 100, [1, 1, 1], 1, [34, 33, 33]],
    ["gives the odd step to the largest remainder", 10, [1, 2, 4], 1, [1, 3, 6]],
    ["keeps to the currency's steps", 190, [1_000, 1_000, 1_000], 10, [70, 60, 60]],
    ["gives nothing for nothing", 103, [2_500, 0], 1, [103, 0]],
    ["shares alike where nothing weighs", 5, [0, 0], 1, [3, 2]],
    ["of nothing is nothing", 0, [0, 7], 1, [0, 0]],
    ["of nothing among nobody is nothing", 0, [], 1, []],
    ["takes the largest amounts", 99_999_999, [99_999_999, 99_999_998, 99_999_997], 1, [33333333, 33333333, 33333333]],
  ] as const)("%s", (_, whole, weights, step, parts) => {
    expect(allocate(whole, weights, step)).toEqual(parts);
  });

  it("adds up to the whole, in whole steps, none negative, each within a step of its exact share", () => {
    fc.assert(
      fc.property(sharing, ({ whole, weights, step }) => {
        const parts = allocate(whole, weights, step);
        expect(sumOf(parts)).toBe(whole);
        const all = BigInt(sumOf(weights));
        for (const [at, part] of parts.entries()) {
          expect(part % step).toBe(0);
          expect(part).toBeGreaterThanOrEqual(0);
          if (all === 0n) continue;
          const off = BigInt(part) * all - BigInt(whole) * BigInt(weights[at] ?? 0);
          expect((off < 0n ? -off : off) < BigInt(step) * all).toBe(true);
        }
      }),
    );
  });

  it("gives no more for less", () => {
    fc.assert(
      fc.property(sharing, ({ whole, weights, step }) => {
        const heaviestFirst = weights.toSorted((a, b) => b - a);
        const parts = allocate(whole, heaviestFirst, step);
        expect(parts).toEqual(parts.toSorted((a, b) => b - a));
      }),
    );
  });

  it.each([
    ["what is not in whole steps", 195, [1, 1], 10],
    ["something among nobody", 1, [], 1],
    ["less than nothing", -1, [1, 1], 1],
  ] as const)("refuses %s", (_, whole, weights, step) => {
    expect(() => allocate(whole, weights, step)).toThrow(RangeError);
  });
});
