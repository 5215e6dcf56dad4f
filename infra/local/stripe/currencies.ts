import type { Reader } from "./parameters.ts";
import { invalidRequest } from "./stripe-error.ts";

const SUPPORTED = new Set(
  (
    "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf " +
    "clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils " +
    "inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk " +
    "mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp " +
    "sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar zmw"
  ).split(" "),
);
const ZERO_DECIMAL = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "));
const THREE_DECIMAL = new Set("bhd jod kwd omr tnd".split(" "));
/** No decimals in life, two in the API, and those must be 00. */
const WHOLE_UNITS_ONLY = new Set(["isk", "ugx"]);

/** In minor units, as Stripe documents them. It converts the rest from the settlement currency; here that is 1. */
// biome-ignore format: one table, read across
const MINIMUM: Readonly<Record<string, number>> = {
  usd: 50, aed: 200, aud: 50, bgn: 100, brl: 50, cad: 50, chf: 50, czk: 1500, dkk: 250, eur: 50, gbp: 30, hkd: 400,
  huf: 17500, inr: 50, jpy: 50, mxn: 1000, myr: 200, nok: 300, nzd: 50, pln: 200, ron: 200, sek: 300, sgd: 50, thb: 1000,
};
const MAXIMUM = 99_999_999;

export const currency: Reader<string> = (value, param) => {
  const code = typeof value === "string" ? value.toLowerCase() : "";
  if (SUPPORTED.has(code)) return code;
  const supported = [...SUPPORTED].join(", ");
  throw invalidRequest(`Invalid currency: ${code}. Stripe currently supports these currencies: ${supported}`, param);
};

/** Refuses an amount that cannot be charged in this currency. */
export const checkChargeable = (amount: number, currency: string): void => {
  const minimum = MINIMUM[currency] ?? 1;
  if (amount < minimum) {
    const least = `${asMoney(minimum, currency)} ${currency}`;
    throw invalidRequest(`Amount must be at least ${least}`, "amount", "amount_too_small");
  }
  if (amount > MAXIMUM) {
    throw invalidRequest(`Amount must be no more than ${asMoney(MAXIMUM, currency)}`, "amount", "amount_too_large");
  }
  checkStep(amount, currency);
};

/** Three-decimal amounts end in 0, whole-unit amounts in 00: refunds as well as charges. */
export const checkStep = (amount: number, currency: string): void => {
  const step = THREE_DECIMAL.has(currency) ? 10 : WHOLE_UNITS_ONLY.has(currency) ? 100 : 1;
  if (amount % step === 0) return;
  const message = `Invalid amount: ${amount}. Amounts in ${currency.toUpperCase()} must be evenly divisible by ${step}.`;
  throw invalidRequest(message, "amount", "invalid_charge_amount");
};

export const asMoney = (amount: number, currency: string): string => {
  const digits = ZERO_DECIMAL.has(currency) ? 0 : THREE_DECIMAL.has(currency) ? 3 : 2;
  const format = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat("en-US", format).format(amount / 10 ** digits);
};
