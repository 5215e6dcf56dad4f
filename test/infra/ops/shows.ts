import { storeSale } from "#data/change-event.ts";
import { storeEnded } from "#data/end-event.ts";
import { event as events, indexed } from "#data/event.ts";
import { loadCategories } from "#data/load-category.ts";
import { type LoadedEvent, loadEvent } from "#data/load-event.ts";
import { storeCategories } from "#data/map-categories.ts";
import { storePublished } from "#data/publish-event.ts";
import { recordFigures } from "#data/record-figures.ts";
import { loadWalk, storeWalk } from "#data/start-walk.ts";
import { stock } from "#data/stock.ts";
import { latestFigures } from "#domain/availability.ts";
import { categoryIdOf } from "#domain/category.ts";
import { cancelled } from "#domain/end-event.ts";
import { draftOf } from "#domain/event.ts";
import { published } from "#domain/publish.ts";
import type { TicketType } from "#domain/ticket-type.ts";
import { created } from "#domain/trail.ts";
import { over } from "#domain/walk.ts";
import { eventCancelled } from "#events/facts/event-cancelled.ts";
import { eventPublished } from "#events/facts/event-published.ts";
import { walkDue } from "#events/facts/walk-due.ts";
import { at, changeAt, idOf } from "#test/infra/ops/changes.ts";
import { tell } from "#test/infra/ops/people.ts";

const form = {
  title: "Night of Lanterns",
  description: "Music until the last lantern is out.",
  location: "Cairo, Egypt",
  latitude: 30.0444,
  longitude: 31.2357,
  timezone: "Africa/Cairo",
  currency: "EUR" as const,
  startDate: "2027-02-10T18:00:00.000Z",
  endDate: "2027-02-10T21:00:00.000Z",
};

/** An event that only its team sees, with ticket types at these prices. */
export async function aDraft(
  name: string,
  organizerId: string,
  maxCapacity: number,
  prices: readonly number[],
  terms: Partial<TicketType> = {},
) {
  const eventId = idOf(name);
  const draft = draftOf({ ...form, maxCapacity }, { eventId, organizerId });
  await events.create({ ...indexed(draft), ...created(changeAt(5)) }).go();
  for (const price of prices) {
    const type: TicketType = {
      ...{
        ticketTypeId: idOf(`${name} ${price}`),
        eventId,
        name: `At ${price}`,
        price,
        quantityAvailable: maxCapacity - 1,
      },
      ...{ minPerOrder: 1, maxPerOrder: 10, isHidden: false, isTransferable: true, isActive: true },
      ...terms,
    };
    await storeSale(await saleOf(eventId), { ticketType: type }, changeAt(6));
  }
  return saleOf(eventId);
}

/** The same on sale, its organizer's owner told so. */
export async function aShow(
  name: string,
  organizerId: string,
  maxCapacity: number,
  prices: readonly number[],
  owner: string,
  terms: Partial<TicketType> = {},
) {
  const draft = await aDraft(name, organizerId, maxCapacity, prices, terms);
  const next = published(draft.event, draft.ticketTypes, at(7).toISOString());
  const sale = await storePublished(draft, next, changeAt(7, eventPublished));
  if (!sale) throw new Error(`${name} was not published`);
  await tell(sale.event, owner, "in_app");
  return sale;
}

/** Gives an event these of the first categories. */
export async function categorize(eventId: string, names: readonly string[]): Promise<LoadedEvent> {
  const categories = await loadCategories(names.map(categoryIdOf));
  const sale = await storeCategories(await saleOf(eventId), categories, changeAt(8));
  if (!sale) throw new Error(`${eventId} did not get its categories`);
  return sale;
}

/** An event on sale called off, its organizer's owner told so. */
export async function callOff(sale: LoadedEvent, owner: string, minute: number): Promise<void> {
  const { event } = sale;
  const then = at(minute).toISOString();
  const walk = { kind: "cancel", dueAt: then, change: changeAt(minute, walkDue) } as const;
  const ended = await storeEnded(sale, cancelled(event, then), walk, changeAt(minute, eventCancelled));
  if (!ended) throw new Error(`${event.title} was not called off`);
  await tell(ended, owner, "in_app");
  const begun = await loadWalk(event.eventId, "cancel");
  if (begun) await storeWalk(begun, over(begun, at(minute + 25)), changeAt(minute + 25));
}

/** An event with its ticket types, the cheapest first. */
export async function saleOf(eventId: string): Promise<LoadedEvent> {
  const sale = await loadEvent(eventId);
  if (!sale) throw new Error(`There is no event ${eventId}`);
  return { ...sale, ticketTypes: sale.ticketTypes.toSorted((a, b) => a.price - b.price) };
}

/** Brings an event's availability up to date, as the follower of the stream does. */
export async function follow({ event: { eventId, stockShards } }: LoadedEvent): Promise<void> {
  const keys = Array.from({ length: stockShards }, (_, shard) => ({ eventId, shard }));
  const { data } = await stock.get(keys).go({ consistent: true });
  await recordFigures(eventId, latestFigures(undefined, data), changeAt(100));
}
