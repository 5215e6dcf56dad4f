import { categoryIdOf } from "#domain/category.ts";
import { checkEvent, checkInWindow, type Event, stockShardsFor } from "#domain/event.ts";
import { derivedId } from "#domain/ids.ts";
import { currencies } from "#domain/money.ts";
import { checkTicketType, lowestPrice, type TicketType } from "#domain/ticket-type.ts";
import { days, hours, shifted } from "#domain/time.ts";
import { type City, citiesByCountry } from "#test/demo/cities.ts";
import { ordinaryPrice, organizerNames, shows } from "#test/demo/programme.ts";

export type DemoEvent = {
  readonly event: Event;
  readonly ticketTypes: readonly TicketType[];
  readonly categories: readonly string[];
};

const eventsPerOrganizer = 15;
/** Upcoming over six months. */
const reachDays = 182;

export const demoId = (...parts: readonly [string, ...string[]]) => derivedId("demo", ...parts);
export const organizerIdOf = (index: number) => demoId("organizer", String(index));

/** UTC of an hour of the clock on the wall in a time zone, `days` after `today`. */
function atLocalHour(today: Date, inDays: number, hour: number, timezone: string): string {
  const day = shifted(today, days(inDays)).slice(0, 10);
  const asIfUtc = Date.parse(`${day}T${String(hour).padStart(2, "0")}:00:00Z`);
  const wall = new Date(asIfUtc).toLocaleString("sv-SE", { timeZone: timezone });
  return new Date(asIfUtc - (Date.parse(`${wall.replace(" ", "T")}Z`) - asIfUtc)).toISOString();
}

/** Three hundred events by twenty organizers in real cities, over the six months from `today`; the same for one day. */
export function catalogue(today: Date): DemoEvent[] {
  return organizerNames.flatMap((_, organizer) =>
    Array.from({ length: eventsPerOrganizer }, (_, number) => {
      const place = organizer * eventsPerOrganizer + number;
      const country = citiesByCountry[place % citiesByCountry.length] ?? [];
      const city = country[Math.floor(place / citiesByCountry.length) % country.length];
      const show = shows[(number + organizer) % shows.length];
      if (!city || !show) throw new Error("The demo has no cities or no shows");
      // 61 is prime to 182: the days spread evenly and differ between neighbours.
      const inDays = 2 + ((place * 61) % (reachDays - 2));
      const startDate = atLocalHour(today, inDays, show.hour, city.timezone);
      const key = `${today.toISOString().slice(0, 10)}#${place}`;
      const endDate = shifted(startDate, hours(show.lasts));
      return offer({ key, organizer, city, show, startDate, endDate, isFeatured: place % 25 === 7 });
    }),
  );
}

/** So long one event of today is the event of today: it begins two hours after its first start and lasts four. */
const slot = hours(4);

/** The event of today: its door is open, and it still sells, however late in the day this is asked. */
export function todaysEvent(now: Date): DemoEvent {
  const show = {
    title: "Bilten Opening Night",
    categories: ["music", "other"],
    about: "Doors are open: buy a ticket and walk in.",
    venue: "Main Stage",
    hour: 20,
    lasts: 4,
    places: 500,
    level: 1.25,
  };
  const city = citiesByCountry.flat().find(({ name }) => name === "Berlin") ?? citiesByCountry[1]?.[0];
  if (!city) throw new Error("The demo has no city for today");
  const startDate = shifted(now, hours(2));
  const key = `today#${Math.floor(now.getTime() / slot)}`;
  const endDate = shifted(startDate, hours(show.lasts));
  return offer({ key, organizer: 0, city, show, startDate, endDate, isFeatured: true });
}

type Offer = {
  readonly key: string;
  readonly organizer: number;
  readonly city: City;
  readonly show: (typeof shows)[number];
  readonly startDate: string;
  readonly endDate: string;
  readonly isFeatured: boolean;
};

function offer({ key, organizer, city, show, startDate, endDate, isFeatured }: Offer): DemoEvent {
  const event: Event = {
    eventId: demoId("event", key),
    organizerId: organizerIdOf(organizer),
    title: `${show.title} – ${city.name}`,
    description: show.about,
    location: `${city.name}, ${city.country}`,
    venueName: show.venue,
    latitude: city.latitude,
    longitude: city.longitude,
    timezone: city.timezone,
    currency: city.currency,
    startDate,
    endDate,
    status: "published",
    maxCapacity: show.places,
    ...checkInWindow(startDate, endDate),
    categoryIds: show.categories.map(categoryIdOf),
    isFeatured,
    isActive: true,
    stockShards: stockShardsFor(show.places),
  };
  const ticketTypes = typesOf(event, show.level).map((type) => checkTicketType(type, event.currency));
  const { categories } = show;
  return { event: checkEvent({ ...event, price: lowestPrice(ticketTypes) }), ticketTypes, categories };
}

function typesOf(event: Event, level: number): TicketType[] {
  const { step } = currencies[event.currency];
  const price = Math.round((ordinaryPrice[event.currency] * level) / step) * step;
  const type = (name: string, price: number, quantityAvailable: number): TicketType => ({
    ticketTypeId: demoId("ticketType", event.eventId, name),
    eventId: event.eventId,
    name,
    price,
    quantityAvailable,
    minPerOrder: 1,
    maxPerOrder: 10,
    isHidden: false,
    isTransferable: true,
    isActive: true,
  });
  if (level === 0) return [type("Free admission", 0, event.maxCapacity)];
  const few = Math.max(1, Math.floor(event.maxCapacity / 10));
  return [type("General admission", price, event.maxCapacity), type("Front row", price * 2, few)];
}
