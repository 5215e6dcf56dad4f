import * as z from "zod";
import { isOver } from "#domain/archive.ts";
import { Event } from "#domain/event.ts";
import { cellOf } from "#domain/map.ts";
import { monthOf } from "#domain/time.ts";

/** What lists show. It rides in the indexes, so it stays small (at most 350 bytes for an ordinary event). */
export const EventCard = Event.pick({
  eventId: true,
  organizerId: true,
  location: true,
  latitude: true,
  longitude: true,
  timezone: true,
  currency: true,
  startDate: true,
  endDate: true,
  status: true,
  price: true,
  categoryIds: true,
}).extend({
  title: z.string(),
  /** Said of those that are. */
  isFeatured: z.literal(true).optional(),
});
export type EventCard = z.infer<typeof EventCard>;

/** At most so many bytes of UTF-8, which is what is stored and paid for; cut between code points. */
function fitted(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let kept = "";
  for (const point of text) {
    if (Buffer.byteLength(`${kept}${point}…`) > bytes) break;
    kept += point;
  }
  return `${kept.trimEnd()}…`;
}

/** To about a metre: more digits tell nothing and are paid for. */
const metres = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

export function eventCard(event: Event): EventCard {
  const { eventId, organizerId, latitude, longitude, timezone, currency, startDate, endDate, status, price } = event;
  const { categoryIds, isFeatured } = event;
  return {
    eventId,
    organizerId,
    categoryIds,
    title: fitted(event.title, 120),
    location: fitted(event.location, 80),
    timezone,
    currency,
    startDate,
    endDate,
    status,
    ...(latitude !== undefined && { latitude: metres(latitude) }),
    ...(longitude !== undefined && { longitude: metres(longitude) }),
    ...(price !== undefined && { price }),
    ...(isFeatured && { isFeatured }),
  };
}

/** Where lists find an event on the map, by what its card says; `none` if it says no place. */
export const mapCell = ({ latitude, longitude }: Pick<EventCard, "latitude" | "longitude">) =>
  latitude === undefined || longitude === undefined ? "none" : cellOf({ latitude, longitude });

/** The month bucket of the public calendar; of an event that is over, the one bucket of what waits for the archive. */
export const calendarMonth = (event: Pick<Event, "startDate" | "status">) =>
  isOver(event) ? "over" : monthOf(event.startDate);
