import * as z from "zod";
import { Category } from "#domain/category.ts";
import { type Event, isListed } from "#domain/event.ts";
import { calendarMonth, EventCard, eventCard } from "#domain/event-card.ts";
import { derivedId, id } from "#domain/ids.ts";
import { moment } from "#domain/time.ts";

/** What lists show of an event, and by what they are in order. */
const listing = { startDate: moment, calendarMonth: z.string(), card: EventCard };

export const listingOf = (event: Event) => ({
  startDate: event.startDate,
  calendarMonth: calendarMonth(event),
  card: eventCard(event),
});

/** That an event has a category. The name is the category's, which never changes. */
export const EventCategory = z.object({
  mappingId: id,
  eventId: id,
  categoryId: id,
  name: Category.shape.name,
  /** Whether it is found by its category: while the event is published. */
  isListed: z.boolean(),
  ...listing,
});
export type EventCategory = z.infer<typeof EventCategory>;

export const eventCategoryOf = (
  event: Event,
  { categoryId, name }: Pick<Category, "categoryId" | "name">,
): EventCategory => ({
  mappingId: derivedId("mapping", event.eventId, categoryId),
  eventId: event.eventId,
  categoryId,
  name,
  isListed: isListed(event),
  ...listingOf(event),
});

/** That an event is among the featured ones: there is no such row unless it is published, too. */
export const FeaturedEvent = z.object({ eventId: id, ...listing });
type FeaturedEvent = z.infer<typeof FeaturedEvent>;

export const featuredEventOf = (event: Event): FeaturedEvent | undefined =>
  event.isFeatured && isListed(event) ? { eventId: event.eventId, ...listingOf(event) } : undefined;
