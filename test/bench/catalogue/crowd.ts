import { bigPage, eventAt, perOrganizer } from "#test/bench/catalogue/programme.ts";
import * as sold from "#test/bench/catalogue/sold.ts";

type Item = Readonly<Record<string, unknown>>;

/** Who bought, sent and joined more than a page shows; and the event, the organizer and the day of which there is as much. */
export const busy = { buyer: 1_000_001, event: eventAt(2), organizer: eventAt(30).organizerId, day: sold.dayBefore(1) };
/** Above 10,000 places an event's sales are listed in four partitions. */
export const shards = 4;
const many = 60;
const colleagues = 25;

/** What is there from the beginning: three pages of everything that belongs to somebody busy. */
export function crowd(): Item[] {
  const { buyer, event, organizer } = busy;
  const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);
  return [
    ...sold.person(buyer),
    ...numbers(many).flatMap((number) => [
      ...sold.sale(`busy ${number}`, { event, buyer, at: number, shards }),
      ...sold.picture(`mine ${number}`, buyer, { ownerType: "user", ownerId: sold.userIdOf(buyer) }, number),
      ...sold.picture(`event ${number}`, buyer, { ownerType: "event", ownerId: event.eventId }, number),
      ...sold.picture(`house ${number}`, buyer, { ownerType: "organizer", ownerId: organizer }, number),
      ...sold.figures(event, sold.dayBefore(number + 2)),
    ]),
    ...numbers(colleagues).flatMap((number) => {
      const houseOf = eventAt((number + 40) * perOrganizer).organizerId;
      return [
        ...sold.person(buyer + 1 + number),
        ...sold.joins(buyer + 1 + number, organizer),
        ...sold.joins(buyer, houseOf),
        ...sold.hold(`past ${number}`, { event, buyer: buyer + 1 + number, at: -20 }),
      ];
    }),
  ];
}

/**
 * What grows with the catalogue: every organizer has an owner, who has sold a ticket, holds one, and sent a picture; its
 * first event has figures of one day.
 */
export function around(number: number): Item[] {
  if (number % perOrganizer !== 0) return [];
  const event = eventAt(number);
  const { eventId, organizerId } = event;
  const [name, buyer] = [`of ${number}`, number];
  return [
    ...sold.person(buyer),
    ...sold.house(organizerId, buyer, number),
    ...sold.sale(name, { event, buyer, at: number }),
    ...sold.hold(`held ${number}`, { event, buyer, at: number + 1 }),
    ...sold.picture(name, buyer, { ownerType: "event", ownerId: eventId }, number),
    ...sold.figures(event, busy.day),
  ];
}

/** Whose ids are asked for one by one: the second organizer's, and the event with the usual page. */
export const known = { number: perOrganizer, name: `of ${perOrganizer}`, event: eventAt(perOrganizer), page: bigPage };
