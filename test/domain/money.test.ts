import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencies, currencyCodes, feeOn, formatMoney, uncharged } from "#domain/money.ts";

const currency = fc.constantFrom(...currencyCodes);
const price = fc.integer({ min: 1, max: 99_999_999 });

describe("the fee", () => {
  it.each([
    [0, "EUR", 0],
    [2500, "EUR", 103], // 72.5 rounds half up to 73, and 30
    [1000, "USD", 59],
    [1, "USD", 30],
    [5000, "JPY", 185],
    [6000, "KWD", 270], // 174 + 100 = 274, to the step of 10
    [6200, "KWD", 280], // 179.8 → 180 + 100
  ] as const)("on %i minor units of %s is %i", (price, currency, fee) => {
    expect(feeOn(price, currency)).toBe(fee);
  });

  it("is an integer multiple of the currency's step and grows with the price", () => {
    fc.assert(
      fc.property(currency, price, price, (currency, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(feeOn(low, currency) % currencies[currency].step).toBe(0);
        expect(feeOn(low, currency)).toBeLessThanOrEqual(feeOn(high, currency));
      }),
    );
  });

  it("differs from the exact fee by less than one step", () => {
    fc.assert(
      fc.property(currency, price, (currency, price) => {
        const exact = price * 0.029 + currencies[currency].fixedFee;
        expect(Math.abs(feeOn(price, currency) - exact)).toBeLessThanOrEqual(currencies[currency].step / 2 + 0.5);
      }),
    );
  });
});

describe("what can be charged", () => {
  it.each([
    [0, "EUR", undefined],
    [49, "EUR", "too_small"],
    [50, "EUR", undefined],
    [1_000_001, "EUR", "too_large"],
    [205, "KWD", "off_step"],
    [210, "KWD", undefined],
    [49, "JPY", "too_small"],
  ] as const)("%i of %s: %s", (total, currency, verdict) => {
    expect(uncharged(total, currency)).toBe(verdict);
  });
});

describe("money for people", () => {
  it.each([
    [1250, "EUR", "12.50 EUR"],
    [1200, "JPY", "1200 JPY"],
    [3500, "KWD", "3.500 KWD"],
    [5, "USD", "0.05 USD"],
  ] as const)("%i of %s is %s", (minor, currency, text) => {
    expect(formatMoney(minor, currency)).toBe(text);
  });
});
