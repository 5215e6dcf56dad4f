import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { storeSale } from "#data/change-event.ts";
import { event as events } from "#data/event.ts";
import { followChange } from "#data/follow-change.ts";
import type { LoadedEvent } from "#data/load-event.ts";
import { loadStock } from "#data/load-stock.ts";
import { loadWalk } from "#data/start-walk.ts";
import { stock as stocks } from "#data/stock.ts";
import type { Fault } from "#domain/fault.ts";
import type { TicketType } from "#domain/ticket-type.ts";
import { hold } from "#test/infra/ops/buying.ts";
import { changeAt } from "#test/infra/ops/changes.ts";
import { anOrganizer, aPerson } from "#test/infra/ops/people.ts";
import { aShow, saleOf } from "#test/infra/ops/shows.ts";
import { dyingAt } from "#test/support/dying.ts";
import { memoryTable } from "#test/support/memory-table.ts";

let stop: () => Promise<void>;
let buyer: { readonly userId: string };
let organizerId: string;
let owner: string;
beforeAll(async () => {
  stop = await memoryTable();
  const [mona, sami, nour] = [await aPerson("mona"), await aPerson("sami"), await aPerson("nour")];
  [owner, buyer] = [mona.userId, nour];
  ({ organizerId } = await anOrganizer(mona, sami));
}, 60_000);
afterAll(() => stop());

let shows = 0;
let orders = 0;
const aSale = (places = 2500) => aShow(`changing ${shows++}`, organizerId, places, [2500], owner);
const buys = (sale: LoadedEvent, quantity = 1) => hold(buyer, sale, `changing order ${orders++}`, [quantity]);

const typeOf = ({ ticketTypes: [type] }: LoadedEvent): TicketType => {
  if (!type) throw new Error("There is no ticket type");
  return type;
};
const change = async ({ event: { eventId } }: LoadedEvent, edits: Partial<TicketType>, minute = 20) => {
  const sale = await saleOf(eventId);
  return storeSale(sale, { ticketType: { ...typeOf(sale), ...edits } }, changeAt(minute));
};
const resize = async ({ event: { eventId } }: LoadedEvent, maxCapacity: number, minute = 20) => {
  const sale = await saleOf(eventId);
  return storeSale(sale, { event: { ...sale.event, maxCapacity } }, changeAt(minute));
};

/** What the stock adds up to, and what event and ticket type say. */
async function state({ event: { eventId } }: LoadedEvent) {
  const sale = await saleOf(eventId);
  const type = typeOf(sale);
  const stock = await loadStock(eventId, sale.event.stockShards);
  const sum = (figures: readonly number[]) => figures.reduce((sum, figure) => sum + figure, 0);
  const types = stock.flatMap(({ types }) => types[type.ticketTypeId] ?? []);
  const walk = await loadWalk(eventId, "change");
  return {
    places: sum(stock.map(({ left, taken }) => left + taken)) - sale.event.maxCapacity,
    tickets: sum(types.map(({ left, taken }) => left + taken)) - type.quantityAvailable,
    prices: [...new Set(types.map(({ price }) => price))],
    price: type.price,
    quantity: type.quantityAvailable,
    isOpen: sale.event.change !== undefined || (walk !== undefined && walk.endedAt === undefined),
    isWhole:
      stock.length === sale.event.stockShards && types.length === stock.length && stock.every(({ live }) => live),
  };
}
const whole = { places: 0, tickets: 0, isOpen: false, isWhole: true };

describe("a change of what is on sale", { timeout: 120_000 }, () => {
  it("has been done wholly or not at all when whoever goes on with a dead one's work is through", async () => {
    const outcomes = new Set<number>();
    for (let write = 0; ; write++) {
      const sale = await aSale();
      await buys(sale, 3);
      const died = await dyingAt(write, () => change(sale, { quantityAvailable: 1000, price: 3000 }));
      // A minute later nobody waits for whoever took.
      if (died) expect(await followChange(sale.event.eventId, changeAt(22))).toBe(true);
      const after = await state(sale);
      expect(after).toMatchObject(whole);
      expect(after.prices).toEqual([after.price]);
      expect([2499, 1000]).toContain(after.quantity);
      expect(after.price).toBe(after.quantity === 1000 ? 3000 : 2500);
      outcomes.add(after.quantity);
      await buys(await saleOf(sale.event.eventId));
      if (!died) break;
    }
    expect(outcomes).toEqual(new Set([2499, 1000]));
  });

  it("would be half done without that (the control)", async () => {
    const halves = [];
    for (let write = 1; write < 6; write++) {
      const sale = await aSale();
      await dyingAt(write, () => change(sale, { quantityAvailable: 1000, price: 3000 }));
      halves.push((await state(sale)).isOpen);
    }
    expect(halves).toEqual([true, true, true, true, true]);
  });

  it("takes no more than is left, and then has changed nothing", async () => {
    const sale = await aSale();
    await Promise.all(Array.from({ length: 4 }, () => buys(sale, 10)));
    const refused = await change(sale, { quantityAvailable: 39 }).catch((fault: Fault) => fault);
    expect(refused).toMatchObject({ code: "quantity_in_use" });
    expect(await state(sale)).toMatchObject({ ...whole, quantity: 2499 });
    await change(sale, { quantityAvailable: 40 });
    expect(await state(sale)).toMatchObject({ ...whole, quantity: 40 });
    await expect(buys(await saleOf(sale.event.eventId))).rejects.toMatchObject({ code: "sold_out" });
  });

  it("of buyers and two changes at once loses nothing; whoever changes second waits or is told so", async () => {
    const sale = await aSale();
    const all = await Promise.allSettled([
      ...Array.from({ length: 12 }, () => buys(sale, 2)),
      change(sale, { quantityAvailable: 800 }),
      resize(sale, 1800),
    ]);
    const after = await state(sale);
    expect(after).toMatchObject(whole);
    const [first, second] = all.slice(12);
    // What lost the race for the event's version is to be decided anew.
    const done = [first, second].filter((one) => one?.status === "fulfilled" && one.value !== undefined);
    expect(done.length).toBeGreaterThanOrEqual(1);
    const stock = await loadStock(sale.event.eventId, 3);
    const held = all.slice(0, 12).filter(({ status }) => status === "fulfilled").length * 2;
    expect(stock.reduce((sum, { taken }) => sum + taken, 0)).toBe(held);
    const open = { ...(await saleOf(sale.event.eventId)).event };
    expect(open.change).toBeUndefined();
  });

  it("waits for whoever is taking, and is busy while that lasts; later it takes the other's work back first", async () => {
    const sale = await aSale();
    expect(await dyingAt(2, () => change(sale, { quantityAvailable: 1000 }))).toBe(true);
    expect((await state(sale)).isOpen).toBe(true);
    await expect(change(sale, { price: 3000 })).rejects.toMatchObject({ code: "busy" });
    expect(await change(sale, { price: 3000 }, 22)).toBeUndefined();
    expect(await change(sale, { price: 3000 }, 22)).toBeDefined();
    expect(await state(sale)).toMatchObject({ ...whole, quantity: 2499, prices: [3000] });
  });

  it("brings stock items with a greater capacity, which sell at once while others buy", async () => {
    const sale = await aSale(900);
    const [, ...bought] = await Promise.all([resize(sale, 4200), ...Array.from({ length: 8 }, () => buys(sale))]);
    expect(await state(sale)).toMatchObject(whole);
    const stock = await loadStock(sale.event.eventId, 5);
    expect(stock.map(({ shard }) => shard)).toEqual([0, 1, 2, 3, 4]);
    expect(stock.reduce((sum, { taken }) => sum + taken, 0)).toBe(bought.length);
    await change(sale, { quantityAvailable: 4200 });
    await Promise.all(Array.from({ length: 8 }, async () => buys(await saleOf(sale.event.eventId))));
    expect(await state(sale)).toMatchObject({ ...whole, quantity: 4200 });
    const smaller = await resize(sale, 100);
    expect(smaller?.event).toMatchObject({ stockShards: 5, maxCapacity: 100 });
    expect(await state(sale)).toMatchObject({ ...whole, quantity: 4200 });
  });

  it("finds places on one shard and tickets on another, so that both are sold to the last", async () => {
    const sale = await aSale(2000);
    const { ticketTypeId } = typeOf(sale);
    await change(sale, { quantityAvailable: 3 });
    await resize(sale, 4);
    const { eventId } = sale.event;
    const items = await loadStock(eventId, 2);
    // Whatever moves have left: all places here, all tickets there.
    for (const item of items) {
      const type = item.types[ticketTypeId];
      if (!type) throw new Error("no such type");
      const types = { ...item.types, [ticketTypeId]: { ...type, left: item.shard === 0 ? 0 : 3 } };
      await stocks.put({ ...item, left: item.shard === 0 ? 4 : 0, types }).go();
    }
    const now = await saleOf(eventId);
    await buys(now, 2);
    await buys(now, 1);
    await expect(buys(now)).rejects.toMatchObject({ code: "sold_out" });
    expect(await state(sale)).toMatchObject({ ...whole, quantity: 3 });
    expect((await events.get({ eventId }).go()).data?.change).toBeUndefined();
  });
});
