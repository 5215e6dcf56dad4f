import cityTimezones from "city-timezones";
import type { CurrencyCode } from "#domain/money.ts";
import { timezone } from "#domain/time.ts";

export type City = {
  readonly name: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timezone: string;
  readonly currency: CurrencyCode;
};

/** Where the demo's events take place: these countries' largest cities, and what is paid with there. */
const currencyOf: Readonly<Record<string, CurrencyCode>> = {
  EG: "EGP",
  DE: "EUR",
  FR: "EUR",
  ES: "EUR",
  IT: "EUR",
  NL: "EUR",
  PT: "EUR",
  AT: "EUR",
  IE: "EUR",
  GR: "EUR",
  FI: "EUR",
  US: "USD",
  JP: "JPY",
  KW: "KWD",
  GB: "GBP",
  CH: "CHF",
  AE: "AED",
  CA: "CAD",
  AU: "AUD",
  BR: "BRL",
  MX: "MXN",
  IN: "INR",
  TR: "TRY",
  ZA: "ZAR",
};
const perCountry = 4;

function largest(iso2: string): City[] {
  const currency = currencyOf[iso2] ?? "EUR";
  const found = cityTimezones.cityMapping
    .filter((city) => city.iso2 === iso2 && timezone.safeParse(city.timezone).success)
    .sort((a, b) => b.pop - a.pop)
    .filter((city, index, all) => all.findIndex((other) => other.city === city.city) === index);
  return found.slice(0, perCountry).map(({ city, country, lat, lng, timezone }) => ({
    name: city,
    country,
    latitude: Number(lat.toFixed(5)),
    longitude: Number(lng.toFixed(5)),
    timezone,
    currency,
  }));
}

/** Real cities with their real coordinates and time zones, by country, each country's largest first. */
export const citiesByCountry: readonly (readonly City[])[] = Object.keys(currencyOf).map(largest);
