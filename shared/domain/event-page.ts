import * as z from "zod";
import { type Availability, takenOf } from "#domain/availability.ts";
import { Category } from "#domain/category.ts";
import { Event } from "#domain/event.ts";
import { Fault } from "#domain/fault.ts";
import type { EventCategory } from "#domain/listing.ts";
import { isKept, TicketType } from "#domain/ticket-type.ts";
import { shownTrail } from "#domain/trail.ts";

export const ShownTicketType = TicketType.omit({ deletedAt: true }).extend({
  /** Sold or held, as it was seconds ago. */
  quantitySold: z.int(),
  ...shownTrail,
});

/** An event as its page shows it. */
export const EventPage = Event.omit({
  isActive: true,
  stockShards: true,
  categoryIds: true,
  deletedAt: true,
  isPurged: true,
}).extend({
  categories: z.array(Category.pick({ categoryId: true, name: true })),
  /** How many places are sold or held, as it was seconds ago. */
  currentCapacity: z.int(),
  ticketTypes: z.array(ShownTicketType),
  ...shownTrail,
});

type Trail = { readonly version: number; readonly createdAt: string; readonly updatedAt: string };

/** What is stored of an event, as one query reads it; its main category first. */
export type StoredSale = {
  readonly event: Event & Trail;
  readonly ticketTypes: readonly (TicketType & Trail)[];
  readonly categories: readonly EventCategory[];
  readonly availability?: Availability | undefined;
};

/** The page for its organizer, with every ticket type, or for everybody, with those that are on offer. */
export function eventPage(sale: StoredSale, { forTeam }: { readonly forTeam: boolean }) {
  return {
    ...sale.event,
    categories: sale.categories.map(({ categoryId, name }) => ({ categoryId, name })),
    currentCapacity: takenOf(sale.availability).capacity,
    ticketTypes: shownTypes(sale, { forTeam }),
  };
}

/** The ticket types a page shows, oldest first. */
export const shownTypes = ({ ticketTypes, availability }: StoredSale, { forTeam }: { readonly forTeam: boolean }) =>
  ticketTypes
    .filter(isKept)
    .filter((type) => forTeam || (type.isActive && !type.isHidden))
    .map((type) => withSold(type, availability));

/** One ticket type as it is stored, even if it was deleted. */
export function shownType({ ticketTypes, availability }: StoredSale, ticketTypeId: string) {
  const type = ticketTypes.find((type) => type.ticketTypeId === ticketTypeId);
  if (!type) throw new Fault("not_found");
  return withSold(type, availability);
}

const withSold = <T extends TicketType>(type: T, availability: Availability | undefined) => ({
  ...type,
  quantitySold: takenOf(availability).types.get(type.ticketTypeId) ?? 0,
});
