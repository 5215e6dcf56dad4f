import * as z from "zod";
import { badField } from "#domain/fault.ts";
import { id } from "#domain/ids.ts";
import { amount, Currency } from "#domain/money.ts";
import { line, prose, shortened, webAddress } from "#domain/text.ts";
import { hours, moment, monthOf, shifted, timezone } from "#domain/time.ts";

export const eventStatuses = ["draft", "published", "cancelled", "completed", "archived"] as const;
export const EventStatus = z.enum(eventStatuses);

/** The show people attend. What happened to it is a fact, never an event. */
export const Event = z.object({
  eventId: id,
  organizerId: id,
  title: line(3, 255),
  description: prose(20_000),
  location: line(1, 300),
  venueName: line(1, 200).optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  timezone,
  currency: Currency,
  startDate: moment,
  endDate: moment,
  status: EventStatus,
  imageUrl: webAddress.optional(),
  /** The lowest price of its active ticket types, in minor units; for lists. */
  price: amount.optional(),
  maxCapacity: z.int().min(1).max(1_000_000),
  checkInFrom: moment,
  checkInUntil: moment,
  isFeatured: z.boolean(),
  isActive: z.boolean(),
  publishedAt: z.string().optional(),
  /** How many stock items hold its places; it only grows. 0 until published. */
  stockShards: z.int().min(0).max(64),
});
export type Event = z.infer<typeof Event>;

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
}).extend({ title: z.string() });
export type EventCard = z.infer<typeof EventCard>;

export function eventCard(event: Event): EventCard {
  const { eventId, organizerId, latitude, longitude, timezone, currency, startDate, endDate, status, price } = event;
  const card = { eventId, organizerId, timezone, currency, startDate, endDate, status };
  return {
    ...card,
    title: shortened(event.title, 80),
    location: shortened(event.location, 60),
    ...(latitude !== undefined && { latitude, longitude }),
    ...(price !== undefined && { price }),
  };
}

/** The month bucket of the public calendar; nothing while the event is not published, so the index stays sparse. */
export const calendarMonth = (event: Pick<Event, "status" | "isActive" | "startDate">) =>
  event.status === "published" && event.isActive ? monthOf(event.startDate) : undefined;

/** The check-in window unless the organizer sets another: 24 h before the start to 12 h after the end. */
export const checkInWindow = (startDate: string, endDate: string) => ({
  checkInFrom: shifted(startDate, -hours(24)),
  checkInUntil: shifted(endDate, hours(12)),
});

/** The rules that bind several fields; throws the field that breaks one. */
export function checkEvent(event: Event): Event {
  if (event.endDate <= event.startDate) throw badField("endDate", "before_start", "must be after startDate");
  if (event.checkInFrom >= event.checkInUntil) {
    throw badField("checkInUntil", "before_check_in_from", "must be after checkInFrom");
  }
  if ((event.latitude === undefined) !== (event.longitude === undefined)) {
    const missing = event.latitude === undefined ? "latitude" : "longitude";
    throw badField(missing, "incomplete_position", "latitude and longitude belong together: give both or neither");
  }
  return event;
}

/** How many stock items an event's places are spread over: what binds is conflicts per item, 1,000 places each. */
export const stockShardsFor = (maxCapacity: number) => Math.min(64, Math.ceil(maxCapacity / 1000));

/** Index shards of an event's orders and tickets. */
export const indexShardsFor = (maxCapacity: number) => (maxCapacity > 10_000 ? 4 : 1);
