import * as z from "zod";

/**
 * One row per currency, in minor units: decimals (ISO 4217), our fixed fee on a paid order, Stripe's minimum and
 * maximum charge, the most one order may cost with us, and the step amounts must be multiples of (Stripe wants
 * three-decimal currencies in multiples of 10). Minima: docs.stripe.com/currencies#minimum-and-maximum-charge-amounts.
 */
export const currencies = {
  AED: { decimals: 2, fixedFee: 100, minimum: 200, maximum: 99_999_999, orderMaximum: 4_000_000, step: 1 },
  AUD: { decimals: 2, fixedFee: 45, minimum: 50, maximum: 99_999_999, orderMaximum: 1_500_000, step: 1 },
  BRL: { decimals: 2, fixedFee: 150, minimum: 50, maximum: 99_999_999, orderMaximum: 5_000_000, step: 1 },
  CAD: { decimals: 2, fixedFee: 40, minimum: 50, maximum: 99_999_999, orderMaximum: 1_500_000, step: 1 },
  CHF: { decimals: 2, fixedFee: 30, minimum: 50, maximum: 99_999_999, orderMaximum: 1_000_000, step: 1 },
  EGP: { decimals: 2, fixedFee: 500, minimum: 3_000, maximum: 99_999_999, orderMaximum: 50_000_000, step: 1 },
  EUR: { decimals: 2, fixedFee: 30, minimum: 50, maximum: 99_999_999, orderMaximum: 1_000_000, step: 1 },
  GBP: { decimals: 2, fixedFee: 25, minimum: 30, maximum: 99_999_999, orderMaximum: 1_000_000, step: 1 },
  INR: { decimals: 2, fixedFee: 500, minimum: 5_000, maximum: 99_999_999, orderMaximum: 50_000_000, step: 1 },
  JPY: { decimals: 0, fixedFee: 40, minimum: 50, maximum: 99_999_999, orderMaximum: 1_500_000, step: 1 },
  KWD: { decimals: 3, fixedFee: 100, minimum: 200, maximum: 99_999_990, orderMaximum: 3_000_000, step: 10 },
  MXN: { decimals: 2, fixedFee: 500, minimum: 1_000, maximum: 99_999_999, orderMaximum: 20_000_000, step: 1 },
  TRY: { decimals: 2, fixedFee: 500, minimum: 3_000, maximum: 99_999_999, orderMaximum: 40_000_000, step: 1 },
  USD: { decimals: 2, fixedFee: 30, minimum: 50, maximum: 99_999_999, orderMaximum: 1_000_000, step: 1 },
  ZAR: { decimals: 2, fixedFee: 500, minimum: 1_000, maximum: 99_999_999, orderMaximum: 20_000_000, step: 1 },
} as const;

export type CurrencyCode = keyof typeof currencies;
export const currencyCodes = Object.keys(currencies) as [CurrencyCode, ...CurrencyCode[]];
export const Currency = z.enum(currencyCodes);

/** An amount of money in minor units of its currency. */
export const amount = z.int().min(0).max(99_999_999);

/** 2.9 % of the price plus the fixed part, each step rounded half up in integers, to the currency's step; 0 if free. */
export function feeOn(price: number, currency: CurrencyCode): number {
  if (price === 0) return 0;
  const { fixedFee, step } = currencies[currency];
  const exact = Math.floor((price * 29 + 500) / 1000) + fixedFee;
  return Math.floor((2 * exact + step) / (2 * step)) * step;
}

/**
 * Why an amount can never be charged, or nothing: a total is 0, or a multiple of the step between the currency's
 * minimum and our maximum for an order.
 */
export function uncharged(total: number, currency: CurrencyCode): "too_small" | "too_large" | "off_step" | undefined {
  const { minimum, maximum, orderMaximum, step } = currencies[currency];
  if (total === 0) return undefined;
  if (total % step !== 0) return "off_step";
  if (total < minimum) return "too_small";
  return total > Math.min(maximum, orderMaximum) ? "too_large" : undefined;
}

/** `12.50`, `1200`, `-3.500`: an amount in the currency's own decimals. Exact: it is put together from digits. */
export function decimal(minor: number, currency: CurrencyCode): string {
  const { decimals } = currencies[currency];
  const digits = String(Math.abs(minor)).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const part = digits.slice(digits.length - decimals);
  return `${minor < 0 ? "-" : ""}${whole}${part && `.${part}`}`;
}

/** For people: `12.50 EUR`, `1200 JPY`, `3.500 KWD`. */
export const formatMoney = (minor: number, currency: CurrencyCode): string => `${decimal(minor, currency)} ${currency}`;
