import * as z from "zod";
import { calendarRange, type Range } from "#domain/calendar.ts";
import { EventCard } from "#domain/event-card.ts";
import { badField } from "#domain/fault.ts";
import { id } from "#domain/ids.ts";
import { distanceBetween, type Point } from "#domain/map.ts";
import { Currency } from "#domain/money.ts";
import { moment } from "#domain/time.ts";

const kilometres = 1000;
const widest = 200;
/** Sorting by distance means looking at all there is. */
const byDistance = { widest: 50, days: 31 } as const;

const amount = z.coerce.number().int().min(1).max(99_999_999);

/** What a search for events takes, as a query string says it. */
export const SearchForm = z.object({
  from: moment.optional(),
  to: moment.optional(),
  categoryId: id.optional(),
  organizerId: id.optional(),
  featured: z.literal("true").optional(),
  near: z
    .string()
    .regex(/^-?\d{1,2}(\.\d{1,15})?,-?\d{1,3}(\.\d{1,15})?$/, {
      message: "latitude and longitude in degrees, such as 30.0444,31.2357",
    })
    .optional(),
  /** In kilometres. */
  radius: z.coerce.number().int().min(1).max(widest).optional(),
  sort: z.enum(["start", "distance"]).default("start"),
  admission: z.enum(["free", "paid"]).optional(),
  currency: Currency.optional(),
  /** In minor units of `currency`. */
  minPrice: amount.optional(),
  maxPrice: amount.optional(),
});
type SearchForm = z.output<typeof SearchForm>;

/** An event a search has found; near a point, how many metres from it. */
export const FoundEvent = EventCard.extend({ distance: z.int().min(0).optional() });
export type FoundEvent = z.infer<typeof FoundEvent>;

type Circle = Point & { readonly metres: number };
export type Search = Omit<SearchForm, "from" | "to" | "near" | "radius"> & {
  readonly range: Range;
  readonly near: Circle | undefined;
};

/** What is searched for, or the fault that says which parts do not go together. `range` is a former page's. */
export function searchFor({ from, to, near, radius, ...rest }: SearchForm, now: string, range?: Range): Search {
  const { sort, minPrice, maxPrice, currency } = rest;
  const circle = near === undefined ? undefined : { ...pointOf(near), metres: (radius ?? 25) * kilometres };
  if (!circle && radius !== undefined) throw badField("radius", "without_near", "is about near, which is missing");
  if (!circle && sort === "distance") throw badField("sort", "without_near", "distance needs near");
  if (sort === "distance" && (radius ?? 0) > byDistance.widest) {
    throw badField("radius", "too_wide", `at most ${byDistance.widest} when sorted by distance`);
  }
  if (currency === undefined && (minPrice !== undefined || maxPrice !== undefined)) {
    throw badField("currency", "required", "prices are compared in one currency: say which");
  }
  if (minPrice !== undefined && maxPrice !== undefined && maxPrice < minPrice) {
    throw badField("maxPrice", "below_min_price", "must be at least minPrice");
  }
  const most = sort === "distance" ? byDistance.days : undefined;
  return { ...rest, near: circle, range: range ?? calendarRange({ from, to }, now, most) };
}

function pointOf(near: string): Point {
  const [latitude = 0, longitude = 0] = near.split(",").map(Number);
  if (Math.abs(latitude) > 90) throw badField("near", "out_of_range", "latitude is from -90 to 90");
  if (Math.abs(longitude) > 180) throw badField("near", "out_of_range", "longitude is from -180 to 180");
  return { latitude, longitude };
}

/** The event as it is shown, if it is searched for; whatever index it was found by. */
export function foundBy(search: Search, card: EventCard): FoundEvent | undefined {
  const { range, organizerId, categoryId, featured, near } = search;
  if (card.startDate < range.from || card.startDate >= range.to) return undefined;
  if (organizerId !== undefined && card.organizerId !== organizerId) return undefined;
  if (categoryId !== undefined && !card.categoryIds.includes(categoryId)) return undefined;
  if (featured && !card.isFeatured) return undefined;
  if (!fitsPrice(search, card)) return undefined;
  if (!near) return card;
  const { latitude, longitude } = card;
  if (latitude === undefined || longitude === undefined) return undefined;
  const distance = distanceBetween(near, { latitude, longitude });
  return distance > near.metres ? undefined : { ...card, distance: Math.round(distance) };
}

function fitsPrice({ admission, currency, minPrice, maxPrice }: Search, card: EventCard): boolean {
  if (currency !== undefined && card.currency !== currency) return false;
  if (admission === undefined && minPrice === undefined && maxPrice === undefined) return true;
  // Nothing is on offer.
  if (card.price === undefined) return false;
  if (admission !== undefined && (card.price === 0) !== (admission === "free")) return false;
  return card.price >= (minPrice ?? 0) && card.price <= (maxPrice ?? Number.POSITIVE_INFINITY);
}

/** A place in what was found: the first page's range, since "from now on" must not move while somebody turns pages. */
const Place = z.tuple([z.string(), z.string(), z.string()]);

export const placeText = ({ from, to }: Range, after: string) => JSON.stringify([from, to, after]);

export function placeOf(text: string): { readonly range: Range; readonly after: string } {
  const [from, to, after] = Place.parse(JSON.parse(text));
  return { range: { from, to }, after };
}
