import { event as events, indexed } from "#data/event.ts";
import { holdStock } from "#data/hold-stock.ts";
import { loadOrder } from "#data/load-order.ts";
import { loadSale } from "#data/load-sale.ts";
import { refuseInRush } from "#data/seen-stock.ts";
import { stock as stocks } from "#data/stock.ts";
import { ticketType as ticketTypes } from "#data/ticket-type.ts";
import { Fault } from "#domain/fault.ts";
import { openOrder, orderIdOf } from "#domain/order.ts";
import { openingStock } from "#domain/stock.ts";
import { created } from "#domain/trail.ts";
import { openBigTable } from "#test/bench/catalogue/table.ts";
import { demoId } from "#test/demo/catalogue.ts";
import { anEvent, aTicketType } from "#test/support/things.ts";

/** So many buyers come too late, within this time after the last ticket; each is answered in 5 ms, so so many instances do. */
const rush = 10_000;
const rushSeconds = 5;
const instances = 12;
const shards = 64;
const soldOutAt = new Date("2026-12-01T00:00:00.000Z");

type Item = Readonly<Record<string, unknown>>;
type Put = { params<P>(): P };
const itemOf = (put: Put) => put.params<{ Item: Item }>().Item;

/**
 * What it costs to refuse a rush, by what the order's function does with the table: counted on a real one, by the meter.
 * An instance remembers by itself, so each one gets an event of its own, all of which are sold out alike.
 */
export async function refusals(quietFor: readonly number[]) {
  const table = await openBigTable();
  try {
    const shows = Array.from({ length: instances }, (_, instance) => aSoldOutShow(instance, quietFor));
    await table.put(shows.flatMap(({ items }) => items));
    const { result, reading } = await table.counted(async () => {
      let refused = 0;
      for (let buyer = 0; buyer < rush; buyer++) {
        const now = new Date(soldOutAt.getTime() + (buyer * rushSeconds * 1000) / rush);
        if ((await comesTooLate(shows[buyer % instances]?.eventId ?? "", buyer, now)) === "sold_out") refused++;
      }
      return refused;
    });
    return { rush, rushSeconds, instances, refused: result, read: reading.read, write: reading.write };
  } finally {
    await table.stop();
  }
}

function aSoldOutShow(instance: number, quietFor: readonly number[]) {
  const eventId = demoId("sold out", `${instance}`);
  const event = anEvent({ eventId, status: "published", maxCapacity: 100_000, stockShards: shards });
  const type = aTicketType(1, { eventId, quantityAvailable: 100_000 });
  const trail = created({ now: soldOutAt, by: "operator" });
  const items = openingStock(event, [type]).map((item) => {
    const updatedAt = new Date(soldOutAt.getTime() - (quietFor[item.shard] ?? 0)).toISOString();
    const types = Object.entries(item.types).map(([id, each]) => [id, { ...each, left: 0, taken: each.left }]);
    return { ...item, ...trail, updatedAt, left: 0, taken: item.left, types: Object.fromEntries(types) };
  });
  return {
    eventId,
    items: [
      itemOf(events.put({ ...indexed(event), ...trail })),
      itemOf(ticketTypes.put({ ...type, ...trail })),
      ...items.map((item) => itemOf(stocks.put(item))),
    ],
  };
}

/** What `orders/place-order` asks of the table for somebody who is too late. */
async function comesTooLate(eventId: string, buyer: number, now: Date): Promise<string | undefined> {
  const by = { userId: demoId("late buyer", `${buyer}`), idempotencyKey: `late ${buyer}`, now };
  const orderId = orderIdOf(by.userId, by.idempotencyKey);
  try {
    const input = { eventId, lines: [{ ticketTypeId: aTicketType(1).ticketTypeId, quantity: 1 }] };
    await refuseInRush(input, orderId, now);
    if (await loadOrder(orderId)) return undefined;
    const sale = await loadSale(eventId);
    await holdStock(openOrder(sale, input, by), sale.event.stockShards, { now, by: by.userId }, (order) => order);
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}
