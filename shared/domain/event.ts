import * as z from "zod";
import { badField } from "#domain/fault.ts";
import { id } from "#domain/ids.ts";
import { amount, Currency } from "#domain/money.ts";
import { line, prose, webAddress } from "#domain/text.ts";
import { hours, moment, shifted, timezone } from "#domain/time.ts";

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
  /** What it is found under, the first being the main one; each is a mapping row of its own, too. */
  categoryIds: z.array(id),
  isFeatured: z.boolean(),
  isActive: z.boolean(),
  publishedAt: z.string().optional(),
  cancelledAt: z.string().optional(),
  /** Deleted, and not restored since: `isActive` is false then. */
  deletedAt: z.string().optional(),
  /** What belongs to it is being removed for good: it cannot be restored any more. */
  isPurged: z.boolean().optional(),
  /** How many stock items hold its places; it only grows. 0 until published. */
  stockShards: z.int().min(0).max(64),
});
export type Event = z.infer<typeof Event>;

/** What organizers say of an event; the rest follows from what is done with it. */
export const EventForm = Event.pick({
  title: true,
  description: true,
  location: true,
  venueName: true,
  latitude: true,
  longitude: true,
  timezone: true,
  currency: true,
  startDate: true,
  endDate: true,
  imageUrl: true,
  maxCapacity: true,
}).extend({ checkInFrom: moment.optional(), checkInUntil: moment.optional() });
export type EventForm = z.infer<typeof EventForm>;

/** A draft. Its doors open as is usual unless the form says otherwise. */
export const draftOf = (form: EventForm, of: Pick<Event, "eventId" | "organizerId">): Event =>
  checkEvent({
    ...checkInWindow(form.startDate, form.endDate),
    ...form,
    ...of,
    status: "draft",
    categoryIds: [],
    isFeatured: false,
    isActive: true,
    stockShards: 0,
  });

/** Whether everybody may see it: from publishing on, whatever becomes of it then, until it is archived. */
export const isPublic = ({ status, isActive }: Pick<Event, "status" | "isActive">) =>
  isActive && (status === "published" || status === "cancelled" || status === "completed");

/** Whether it is found: by date, category, place, and among featured events. */
export const isListed = ({ status, isActive }: Pick<Event, "status" | "isActive">) =>
  isActive && status === "published";

/** The check-in window unless the organizer sets another: 24 h before the start to 12 h after the end. */
export const checkInWindow = (startDate: string, endDate: string) => ({
  checkInFrom: shifted(startDate, -hours(24)),
  checkInUntil: shifted(endDate, hours(12)),
});

/** The rules that bind several fields; throws the field that breaks one. */
export function checkEvent(event: Event): Event {
  if (event.startDate < "2000" || event.startDate >= "2900")
    throw badField("startDate", "out_of_range", "in 2000–2899");
  if (event.endDate >= "2901") throw badField("endDate", "out_of_range", "must be before 2901");
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

/**
 * Index shards of an event's orders and tickets: 1, or 4 above 10,000 places. It follows the stock items, whose number
 * only grows, so that a capacity made smaller hides nothing that was sold before.
 */
export const indexShardsFor = ({ stockShards }: Pick<Event, "stockShards">) => (stockShards > 10 ? 4 : 1);
