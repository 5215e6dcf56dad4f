import { checkInWindow, Event } from "#domain/event.ts";
import { TicketType } from "#domain/ticket-type.ts";

const uuid = (number: number) => `00000000-0000-4000-8000-${number.toString().padStart(12, "0")}`;

/** An event as it is stored, on sale, for tests of pure rules. */
export function anEvent(differs: Partial<Event>): Event {
  const startDate = differs.startDate ?? "2027-02-01T19:00:00.000Z";
  const endDate = differs.endDate ?? "2027-02-01T22:00:00.000Z";
  return Event.parse({
    eventId: uuid(100),
    organizerId: uuid(200),
    title: "A night out",
    description: "",
    location: "Cairo, Egypt",
    timezone: "Africa/Cairo",
    currency: "EUR",
    startDate,
    endDate,
    status: "published",
    maxCapacity: 100,
    ...checkInWindow(startDate, endDate),
    categoryIds: [],
    isFeatured: false,
    isActive: true,
    stockShards: 1,
    ...differs,
  });
}

/** The so-many-th ticket type of `anEvent`. */
export const aTicketType = (number: number, differs: Partial<TicketType> = {}): TicketType =>
  TicketType.parse({
    ticketTypeId: uuid(300 + number),
    eventId: uuid(100),
    name: `Type ${number}`,
    price: 2500,
    quantityAvailable: 50,
    minPerOrder: 1,
    maxPerOrder: 10,
    isHidden: false,
    isTransferable: true,
    isActive: true,
    ...differs,
  });
