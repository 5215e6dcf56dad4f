import type { CurrencyCode } from "#domain/money.ts";

/** What one evening out of about 20 euros costs in each currency, in minor units. */
export const ordinaryPrice: Readonly<Record<CurrencyCode, number>> = {
  AED: 8_000,
  AUD: 3_500,
  BRL: 12_000,
  CAD: 3_000,
  CHF: 2_500,
  EGP: 60_000,
  EUR: 2_000,
  GBP: 1_800,
  INR: 150_000,
  JPY: 3_000,
  KWD: 6_000,
  MXN: 40_000,
  TRY: 80_000,
  USD: 2_200,
  ZAR: 40_000,
};

type Show = {
  readonly title: string;
  readonly about: string;
  readonly venue: string;
  readonly hour: number;
  readonly lasts: number;
  readonly places: number;
  /** How much dearer than an ordinary evening out; 0 is free. */
  readonly level: number;
};

/** What is on: each organizer plays some of these in some of the cities. */
export const shows: readonly Show[] = [
  {
    title: "Jazz After Dark",
    about: "A quartet, low light and no set list.",
    venue: "The Cellar",
    hour: 21,
    lasts: 3,
    places: 180,
    level: 1,
  },
  {
    title: "Open-Air Cinema",
    about: "One classic, one big screen, blankets welcome.",
    venue: "City Park",
    hour: 20,
    lasts: 3,
    places: 600,
    level: 0.5,
  },
  {
    title: "Serverless Day",
    about: "Talks by people who run what they show.",
    venue: "Congress Centre",
    hour: 9,
    lasts: 9,
    places: 450,
    level: 4,
  },
  {
    title: "Street Food Market",
    about: "Forty kitchens on one square.",
    venue: "Market Square",
    hour: 11,
    lasts: 10,
    places: 2_500,
    level: 0,
  },
  {
    title: "String Quartets",
    about: "Haydn, Shostakovich and one premiere.",
    venue: "Chamber Hall",
    hour: 19,
    lasts: 2,
    places: 320,
    level: 1.5,
  },
  {
    title: "Stand-up Tuesday",
    about: "Six comedians, ten minutes each.",
    venue: "The Back Room",
    hour: 20,
    lasts: 2,
    places: 120,
    level: 0.75,
  },
  {
    title: "Half Marathon",
    about: "21.1 km through the old town, chip timing included.",
    venue: "Town Hall",
    hour: 8,
    lasts: 5,
    places: 4_000,
    level: 2,
  },
  {
    title: "Ceramics for Beginners",
    about: "Throw, trim and glaze your first bowl.",
    venue: "Studio Clay",
    hour: 14,
    lasts: 3,
    places: 14,
    level: 2.5,
  },
  {
    title: "Night of the Museums",
    about: "Twelve museums, one wristband.",
    venue: "Museum Quarter",
    hour: 18,
    lasts: 7,
    places: 8_000,
    level: 0.75,
  },
  {
    title: "Founders Breakfast",
    about: "Coffee, three honest stories, no pitches.",
    venue: "Harbour Hub",
    hour: 8,
    lasts: 2,
    places: 60,
    level: 0,
  },
  {
    title: "Indie Game Fair",
    about: "Play what is not out yet and meet its makers.",
    venue: "Hall 3",
    hour: 10,
    lasts: 8,
    places: 1_500,
    level: 1,
  },
  {
    title: "Oud and Electronics",
    about: "Old strings, new machines.",
    venue: "Opera Annex",
    hour: 20,
    lasts: 2,
    places: 400,
    level: 1.25,
  },
  {
    title: "Yoga at Sunrise",
    about: "Bring a mat; tea afterwards.",
    venue: "Riverside",
    hour: 6,
    lasts: 1,
    places: 80,
    level: 0,
  },
  {
    title: "Symphony No. 9",
    about: "Full orchestra, full choir.",
    venue: "Philharmonic Hall",
    hour: 19,
    lasts: 2,
    places: 1_800,
    level: 3,
  },
  {
    title: "Data Engineering Meetup",
    about: "Two talks, one outage told minute by minute.",
    venue: "The Loft",
    hour: 18,
    lasts: 3,
    places: 150,
    level: 0,
  },
];

/** Who puts them on; the first is the demo's organizer. */
export const organizerNames: readonly string[] = [
  "Bilten Live",
  "Nile Nights",
  "Kuwait Cultural Evenings",
  "Tokyo After Six",
  "Stadtpark Konzerte",
  "La Belle Soirée",
  "Plaza Mayor Events",
  "Teatro Nuovo",
  "Canal Stages",
  "Tejo Sessions",
  "Ringstrasse Classics",
  "Liffey Live",
  "Agora Gatherings",
  "Northern Lights Talks",
  "Five Boroughs Presents",
  "Thames Evenings",
  "Alpine Forum",
  "Gulf Stream Shows",
  "Maple Leaf Meetups",
  "Southern Cross Stages",
];
